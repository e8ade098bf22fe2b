//! The WebAssembly engine: how it is set up, and its clock.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use wasmtime::{
    Cache, CacheConfig, Config, Engine, InstanceAllocationStrategy, PoolingAllocationConfig,
};

use crate::log;

/// The engine's tick: how long a guest may run before others get their turn.
pub(crate) const TICK: Duration = Duration::from_millis(10);

/// Instances at once, over all components: Spin's number.
const INSTANCES: u32 = 1000;

/// Memory of a returned instance that isn't given back to the system, so that the next
/// one doesn't fault it in again.
const KEEP_RESIDENT: usize = 2 * 1024 * 1024;

/// Elements of a table, as in Spin.
const TABLE_ELEMENTS: usize = 100_000;

/// Sets up an engine whose compiled code is kept in `cache`.
pub(crate) fn engine(cache: &Path) -> anyhow::Result<Engine> {
    let mut config = config(cache);
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool()));
    let engine = Engine::new(&config).or_else(|error| {
        // The pool reserves terabytes of address space, which not every system has.
        log::warn("pool-unavailable", &[("error", &error)]);
        config.allocation_strategy(InstanceAllocationStrategy::OnDemand);
        Engine::new(&config)
    });
    let engine = engine
        .map_err(anyhow::Error::from)
        .context("cannot set up WebAssembly")?;
    start_clock(&engine)?;
    Ok(engine)
}

fn config(cache: &Path) -> Config {
    let mut config = Config::new();
    config.wasm_component_model_async(true);
    config.epoch_interruption(true);
    let mut settings = CacheConfig::new();
    settings.with_directory(cache);
    match Cache::new(settings) {
        Ok(cache) => _ = config.cache(Some(cache)),
        // Without it every start compiles, which is slow and nothing worse.
        Err(error) => log::warn("cache-unavailable", &[("error", &error)]),
    }
    config
}

fn pool() -> PoolingAllocationConfig {
    let mut pool = PoolingAllocationConfig::default();
    pool.total_component_instances(INSTANCES)
        .total_memories(INSTANCES)
        .total_tables(2 * INSTANCES)
        .total_stacks(2 * INSTANCES)
        .total_core_instances(4 * INSTANCES)
        .table_elements(TABLE_ELEMENTS)
        .max_component_instance_size(10 * 1024 * 1024)
        .max_core_instance_size(10 * 1024 * 1024)
        .linear_memory_keep_resident(KEEP_RESIDENT)
        .table_keep_resident(512 * 1024)
        .async_stack_keep_resident(64 * 1024);
    pool
}

/// Moves the engine's epoch on, for as long as the engine lives.
fn start_clock(engine: &Engine) -> anyhow::Result<()> {
    let engine = engine.weak();
    let tick = move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
            drop(engine);
            std::thread::sleep(TICK);
        }
    };
    std::thread::Builder::new()
        .name("epoch".to_owned())
        .spawn(tick)?;
    Ok(())
}
