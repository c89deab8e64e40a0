//! One IndexedDB database: opened when needed, opened again when the browser closed it, closed politely.
//!
//! Every table is an object store with binary keys of our own. iOS closes databases of pages in the background, so
//! whatever fails without a clear reason is tried once more on a fresh connection.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{set_timeout, window};
use shared::storage::{Read, StoreFailure, StoredRow, Table, Write};
use wasm_bindgen::prelude::*;
use web_sys::{DomException, Event, IdbDatabase, IdbOpenDbRequest};

use super::transaction;
use crate::shell::bindings::StrictDatabase;

/// The version of the schema. A newer one adds object stores and never changes what is in them.
const VERSION: u32 = 2;

/// The event, and the reason, when another window does not close an older version.
const BLOCKED: &str = "blocked";

/// The reason when the browser says nothing at all, as one does behind a request that is blocked.
const HUNG: &str = "hung";

/// How long a browser may take to open a database before the person is told.
const PATIENCE: Duration = Duration::from_secs(10);

/// A database, open or not.
pub(in crate::shell) struct Database {
    name: String,
    connection: RefCell<Option<StrictDatabase>>,
    is_left: Cell<bool>,
}

impl Database {
    /// The database called `name`, not opened yet.
    pub(in crate::shell) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), connection: RefCell::default(), is_left: Cell::new(false) }
    }

    /// Takes a database away, or gives up after a while: then it stays, and nothing leads to it any more.
    pub(in crate::shell) async fn delete(name: &str) {
        let Ok(Some(factory)) = window().indexed_db() else { return };
        let Ok(request) = factory.delete_database(name) else { return };
        let _ = Promise::new(&mut |done, failed| {
            request.set_onsuccess(Some(&done));
            request.set_onerror(Some(&failed));
            let waited = move || drop(failed.call1(&JsValue::NULL, &HUNG.into()));
            set_timeout(waited, PATIENCE);
        })
        .await;
    }

    /// Writes a batch, whole or not at all; once this is `Ok` it is on the disk.
    pub(in crate::shell) async fn write(&self, batch: &[Write]) -> Result<(), StoreFailure> {
        self.twice(async |connection| transaction::write(connection, batch).await).await
    }

    /// The rows that `reads` ask for, in key order, read by read.
    pub(in crate::shell) async fn read(&self, reads: &[Read]) -> Result<Vec<StoredRow>, StoreFailure> {
        self.twice(async |connection| transaction::read(connection, reads).await).await
    }

    /// Closes the connection once its transactions are done, for good.
    pub(in crate::shell) fn leave(&self) {
        self.is_left.set(true);
        self.disconnect();
    }

    fn disconnect(&self) {
        if let Some(connection) = self.connection.take() {
            connection.close();
        }
    }

    async fn twice<T>(
        &self,
        act: impl AsyncFn(&StrictDatabase) -> Result<T, StoreFailure>,
    ) -> Result<T, StoreFailure> {
        let first = act(&self.connection().await?).await;
        if !matches!(first, Err(StoreFailure::Failed)) {
            return first;
        }
        self.disconnect();
        act(&self.connection().await?).await
    }

    async fn connection(&self) -> Result<StrictDatabase, StoreFailure> {
        if let Some(connection) = &*self.connection.borrow() {
            return Ok(connection.clone());
        }
        let connection = open(&self.name).await.map_err(|error| failure_to_open(&error))?;
        self.connection.replace(Some(connection.clone()));
        if self.is_left.get() {
            self.disconnect();
            return Err(StoreFailure::Failed);
        }
        Ok(connection)
    }
}

async fn open(name: &str) -> Result<StrictDatabase, JsValue> {
    let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(name, VERSION)?;
    let makes_tables = {
        let request = request.clone();
        Closure::once(move || make_tables(&request))
    };
    request.set_onupgradeneeded(Some(makes_tables.as_ref().unchecked_ref()));
    let opened = Promise::new(&mut |opened, failed| {
        request.set_onsuccess(Some(&opened));
        request.set_onerror(Some(&failed));
        request.set_onblocked(Some(&failed));
        let waited = move || drop(failed.call1(&JsValue::NULL, &HUNG.into()));
        set_timeout(waited, PATIENCE);
    });
    if let Err(why) = opened.await {
        let is_blocked = why.dyn_ref::<Event>().is_some_and(|event| event.type_() == BLOCKED);
        if is_blocked || why.is_string() {
            close_when_open(&request);
            return Err(if is_blocked { BLOCKED } else { HUNG }.into());
        }
        return Err(request.error()?.map_or(JsValue::NULL, JsValue::from));
    }
    let connection: StrictDatabase = request.result()?.unchecked_into();
    close_for_newer_versions(&connection)?;
    Ok(connection)
}

fn make_tables(request: &IdbOpenDbRequest) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    let names = database.object_store_names();
    for table in Table::ALL.iter().filter(|table| !names.contains(table.name())) {
        database.create_object_store(table.name())?;
    }
    Ok(())
}

/// What was asked for is not waited for any more, and would be in the way of others in its turn.
fn close_when_open(request: &IdbOpenDbRequest) {
    let opened = request.clone();
    let close = Closure::once_into_js(move || {
        if let Ok(connection) = opened.result() {
            connection.unchecked_into::<IdbDatabase>().close();
        }
    });
    request.set_onsuccess(Some(close.unchecked_ref()));
}

/// A window with a newer version of the app must not wait for this one: `onversionchange = close`.
fn close_for_newer_versions(connection: &StrictDatabase) -> Result<(), JsValue> {
    let close: Function = Reflect::get(connection, &"close".into())?.unchecked_into();
    connection.set_onversionchange(Some(&close.bind0(connection)));
    Ok(())
}

fn failure_to_open(error: &JsValue) -> StoreFailure {
    match error.as_string().as_deref() {
        Some(BLOCKED) => return StoreFailure::Busy,
        Some(_) => return StoreFailure::Failed,
        None => {}
    }
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("QuotaExceededError") => StoreFailure::Full,
        Some("VersionError") => StoreFailure::Newer,
        // Private windows and blocked storage say one of these, or have no IndexedDB at all.
        Some("SecurityError" | "InvalidStateError" | "NotAllowedError") | None => StoreFailure::Refused,
        // Chromium says no more than "UnknownError" where storage is blocked, but then it blocks this one too.
        Some(_) if window().local_storage().is_err() => StoreFailure::Refused,
        Some(_) => StoreFailure::Failed,
    }
}
