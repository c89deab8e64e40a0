//! Browser calls that web-sys offers only behind a compiler flag: Web Locks, and how durable a transaction is.

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbTransaction, Navigator};

#[wasm_bindgen]
extern "C" {
    /// An open database whose transactions can be asked to be strict.
    #[wasm_bindgen(extends = IdbDatabase)]
    #[derive(Debug, Clone)]
    pub(super) type StrictDatabase;

    /// Begins a transaction.
    #[wasm_bindgen(method, catch)]
    pub(super) fn transaction(
        this: &StrictDatabase,
        tables: &Array,
        mode: &str,
        options: &Options,
    ) -> Result<StrictTransaction, JsValue>;

    /// A transaction that is on the disk when it is complete.
    #[wasm_bindgen(extends = IdbTransaction)]
    pub(super) type StrictTransaction;

    /// Says that nothing more will be asked of it. An error where a browser does not have it, or it has ended.
    #[wasm_bindgen(method, catch)]
    pub(super) fn commit(this: &StrictTransaction) -> Result<(), JsValue>;

    /// A navigator that may have locks: only on `https` and `localhost`.
    #[wasm_bindgen(extends = Navigator)]
    pub(super) type LockNavigator;

    /// The locks of this origin.
    #[wasm_bindgen(method, getter)]
    pub(super) fn locks(this: &LockNavigator) -> Option<Locks>;

    /// The locks of one origin.
    pub(super) type Locks;

    /// Asks for a lock; it is held until the promise that `held` gives back settles.
    #[wasm_bindgen(method)]
    pub(super) fn request(this: &Locks, name: &str, options: &Options, held: &Function) -> Promise;

    /// Options of either.
    #[wasm_bindgen(extends = Object)]
    pub(super) type Options;

    #[wasm_bindgen(method, setter)]
    fn set_durability(this: &Options, durability: &str);

    #[wasm_bindgen(method, setter)]
    fn set_steal(this: &Options, steal: bool);

    #[wasm_bindgen(method, setter)]
    fn set_signal(this: &Options, signal: &JsValue);

    type AbortSignal;

    #[wasm_bindgen(static_method_of = AbortSignal, catch)]
    fn timeout(ms: u32) -> Result<JsValue, JsValue>;
}

/// A transaction is complete only when it is on the disk; browsers default to less.
pub(super) fn strict() -> Options {
    let options: Options = Object::new().unchecked_into();
    options.set_durability("strict");
    options
}

/// Waits so long for a lock and no longer. An error in browsers that cannot.
pub(super) fn within(ms: u32) -> Result<Options, JsValue> {
    let options: Options = Object::new().unchecked_into();
    options.set_signal(&AbortSignal::timeout(ms)?);
    Ok(options)
}

/// Takes a lock from whoever holds it.
pub(super) fn steal() -> Options {
    let options: Options = Object::new().unchecked_into();
    options.set_steal(true);
    options
}
