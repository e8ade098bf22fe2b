//! `spin:variables`: values that the manifest gives the component, all expanded at start.

use wasmtime::component::{Accessor, HasSelf};

use super::State;
use crate::bindings::variables::{Error, Host, HostWithStore};
use crate::variables::check_name;

impl Host for State {}

impl<T: Send> HostWithStore<T> for HasSelf<State> {
    async fn get(
        accessor: &Accessor<T, Self>,
        name: String,
    ) -> wasmtime::Result<Result<String, Error>> {
        if let Err(reason) = check_name(&name) {
            return Ok(Err(Error::InvalidName(reason.to_owned())));
        }
        Ok(accessor.with(|mut access| {
            let grants = &access.get().grants;
            grants.variables.get(&name).cloned().ok_or_else(|| {
                Error::Undefined(format!(
                    "no variable {name:?} for component {:?}",
                    grants.id
                ))
            })
        }))
    }
}
