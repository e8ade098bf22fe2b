//! The interfaces of `wit/`, as traits that `host` implements.

mod generated {
    wasmtime::component::bindgen!({
        path: "wit",
        world: "runner:host/host",
        imports: { default: async | trappable },
        with: {
            "spin:sqlite/sqlite.connection": crate::host::sqlite::Connection,
            "spin:key-value/key-value.store": crate::host::key_value::Store,
        },
    });
}

pub(crate) use generated::spin::key_value::key_value;
pub(crate) use generated::spin::sqlite::sqlite;
pub(crate) use generated::spin::variables::variables;
