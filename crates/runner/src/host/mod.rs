//! What the host gives a guest, one interface a file, and the state of one instance.

pub(crate) mod hooks;
pub(crate) mod key_value;
pub(crate) mod limits;
pub(crate) mod sqlite;
pub(crate) mod stdio;
pub(crate) mod stream;
pub(crate) mod variables;

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use wasmtime::component::{HasSelf, Linker, ResourceTable};
use wasmtime_wasi::sockets::SocketAddrUse;
use wasmtime_wasi::{FsPerms, WasiCtx, WasiCtxBuilder, WasiCtxView, WasiView};
use wasmtime_wasi_http::{WasiHttpCtx, WasiHttpCtxView, WasiHttpView};

use crate::bindings;
use crate::outbound::AllowedHosts;

/// What one component has been granted. Whatever isn't here is refused.
pub(crate) struct Grants {
    pub(crate) id: Arc<str>,
    pub(crate) databases: HashMap<String, Arc<sqlite::Database>>,
    pub(crate) stores: HashMap<String, Arc<key_value::Database>>,
    pub(crate) variables: HashMap<String, String>,
    pub(crate) environment: BTreeMap<String, String>,
    /// Directories of the host and where the guest sees them, to read only.
    pub(crate) mounts: Vec<(PathBuf, String)>,
    pub(crate) outbound: Arc<AllowedHosts>,
    pub(crate) itself: Arc<hooks::Itself>,
    /// Bytes of memory that one instance may have.
    pub(crate) memory: usize,
}

/// The state of one instance.
pub(crate) struct State {
    pub(crate) grants: Arc<Grants>,
    pub(crate) table: ResourceTable,
    pub(crate) limits: limits::Limits,
    /// Handles of key-value stores that the guest holds.
    pub(crate) open_stores: usize,
    wasi: WasiCtx,
    http: WasiHttpCtx,
    hooks: hooks::Hooks,
}

impl State {
    pub(crate) fn new(grants: Arc<Grants>) -> wasmtime::Result<Self> {
        let mut wasi = WasiCtxBuilder::new();
        wasi.stdout(stdio::Prefixed::new(&grants.id));
        wasi.stderr(stdio::Prefixed::new(&grants.id));
        for (name, value) in &grants.environment {
            wasi.env(name, value);
        }
        #[cfg(feature = "virtual-clock")]
        wasi.wall_clock(crate::virtual_clock::VirtualClock);
        // Mounts are small local files, read faster than a thread can be woken.
        wasi.allow_blocking_current_thread(true);
        for (directory, path) in &grants.mounts {
            wasi.preopened_dir(directory, path, FsPerms::ReadOnly)?;
        }
        // Look-ups and sockets stay off while nothing is granted.
        let has_network = !grants.outbound.is_empty();
        wasi.allow_ip_name_lookup(has_network)
            .allow_tcp(has_network)
            .allow_udp(has_network);
        let outbound = grants.outbound.clone();
        wasi.socket_addr_check(move |address, usage| {
            Box::pin(std::future::ready(may_use_socket(
                &outbound, address, usage,
            )))
        });
        Ok(Self {
            table: ResourceTable::new(),
            limits: limits::Limits::new(grants.memory),
            open_stores: 0,
            wasi: wasi.build(),
            http: WasiHttpCtx::new(),
            hooks: hooks::Hooks::new(&grants),
            grants,
        })
    }
}

/// A guest may connect where it is granted, and serve nobody.
fn may_use_socket(outbound: &AllowedHosts, address: SocketAddr, usage: SocketAddrUse) -> bool {
    match usage {
        // What the system does by itself before it connects.
        SocketAddrUse::TcpBind | SocketAddrUse::UdpBind => {
            !outbound.is_empty() && address.ip().is_unspecified() && address.port() == 0
        }
        SocketAddrUse::TcpConnect => outbound.allows_socket("tcp", address),
        SocketAddrUse::UdpSend | SocketAddrUse::UdpReceive => {
            outbound.allows_socket("udp", address)
        }
        SocketAddrUse::TcpListen | SocketAddrUse::TcpAccept => false,
    }
}

impl WasiView for State {
    fn ctx(&mut self) -> WasiCtxView<'_> {
        WasiCtxView {
            ctx: &mut self.wasi,
            table: &mut self.table,
        }
    }
}

impl WasiHttpView for State {
    fn http(&mut self) -> WasiHttpCtxView<'_> {
        WasiHttpCtxView {
            hooks: &mut self.hooks,
            table: &mut self.table,
            ctx: &mut self.http,
        }
    }
}

/// Links everything a component may import. What it may use is another matter: see [`Grants`].
pub(crate) fn link(linker: &mut Linker<State>) -> wasmtime::Result<()> {
    wasmtime_wasi::p2::add_to_linker_async(linker)?;
    wasmtime_wasi_http::p2::add_only_http_to_linker_async(linker)?;
    wasmtime_wasi::p3::add_to_linker(linker)?;
    wasmtime_wasi_http::p3::add_to_linker(linker)?;
    bindings::sqlite::add_to_linker::<_, HasSelf<State>>(linker, |state| state)?;
    bindings::key_value::add_to_linker::<_, HasSelf<State>>(linker, |state| state)?;
    bindings::variables::add_to_linker::<_, HasSelf<State>>(linker, |state| state)?;
    Ok(())
}
