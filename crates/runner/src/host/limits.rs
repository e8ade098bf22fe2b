//! How much memory one instance may take.

use wasmtime::ResourceLimiter;

/// Elements of one table: functions of a module, so far above any real component.
const TABLE_ELEMENTS: usize = 200_000;

/// Refuses growth over the limit. A guest sees a failed allocation, which most end by a trap.
#[derive(Debug)]
pub(crate) struct Limits {
    /// Bytes of linear memory.
    memory: usize,
}

impl Limits {
    pub(crate) fn new(memory: usize) -> Self {
        Self { memory }
    }
}

impl ResourceLimiter for Limits {
    fn memory_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= self.memory)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= TABLE_ELEMENTS)
    }
}
