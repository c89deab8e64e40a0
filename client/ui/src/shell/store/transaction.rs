//! One transaction: a whole batch, or all that one request reads.

use js_sys::{Array, JsString, Promise, Uint8Array};
use shared::storage::{Read, StoreFailure, StoredRow, Table, Write};
use wasm_bindgen::prelude::*;
use web_sys::{DomException, Event, IdbKeyRange, IdbRequest, IdbTransaction};

use crate::shell::bindings::{StrictDatabase, strict};

/// A row that was asked for, and what it must hold.
struct Expectation<'a> {
    found: IdbRequest,
    expected: &'a Option<Vec<u8>>,
}

impl Expectation<'_> {
    /// A request that failed has ended its transaction, which tells why.
    fn holds(&self) -> bool {
        let found = self.found.result().map(|found| found.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec));
        found.is_err() || found.as_ref() == Ok(self.expected)
    }
}

/// Writes a batch. Expectations and writes are asked for in one go, expectations first; one that does not hold
/// takes the whole transaction back.
pub(super) async fn write(database: &StrictDatabase, batch: &[Write]) -> Result<(), StoreFailure> {
    if batch.is_empty() {
        return Ok(());
    }
    let tables = names(batch.iter().map(|write| match write {
        Write::Put(table, ..) | Write::Delete(table, _) | Write::Expect(table, ..) => *table,
    }));
    let transaction =
        database.transaction(&tables, "readwrite", &strict()).map_err(|error| failure(&error))?;
    let ended = ended(&transaction);
    let holds = match request(&transaction, batch) {
        Ok(expectations) => hold(&expectations).await,
        Err(error) => {
            let _ = transaction.abort();
            return Err(failure(&error));
        }
    };
    // Committing saves the browser from waiting for more; either fails only if the transaction has ended already.
    let _ = if holds { transaction.commit() } else { transaction.abort() };
    match ended.await {
        Ok(event) if event.unchecked_ref::<Event>().type_() == "complete" => Ok(()),
        _ if !holds => Err(StoreFailure::Raced),
        _ => Err(transaction.error().map_or(StoreFailure::Failed, |error| failure(&error))),
    }
}

/// Reads all that `reads` ask for, from one state of the store.
pub(super) async fn read(database: &StrictDatabase, reads: &[Read]) -> Result<Vec<StoredRow>, StoreFailure> {
    if reads.is_empty() {
        return Ok(Vec::new());
    }
    let read_rows = async || {
        let tables = names(reads.iter().map(|read| read.table));
        let transaction = database.transaction_with_str_sequence(&tables)?;
        let ended = ended(&transaction);
        let answers = reads.iter().map(|read| ask(&transaction, read)).collect::<Result<Vec<_>, _>>()?;
        ended.await?;
        let mut rows = Vec::new();
        for (read, (keys, values)) in reads.iter().zip(&answers) {
            let (keys, values): (Array, Array) = (keys.result()?.dyn_into()?, values.result()?.dyn_into()?);
            for (key, value) in keys.iter().zip(values.iter()) {
                rows.push(row(read.table, &key, &value)?);
            }
        }
        Ok(rows)
    };
    read_rows().await.map_err(|error: JsValue| failure(&error))
}

/// Requests of one transaction are done in the order they are made, so expectations see what was stored before.
fn request<'a>(transaction: &IdbTransaction, batch: &'a [Write]) -> Result<Vec<Expectation<'a>>, JsValue> {
    let store = |table: &Table| transaction.object_store(table.name());
    let mut expectations = Vec::new();
    for write in batch {
        if let Write::Expect(table, key, expected) = write {
            expectations.push(Expectation { found: store(table)?.get(&bytes(key))?, expected });
        }
    }
    for write in batch {
        match write {
            Write::Put(table, key, value) => drop(store(table)?.put_with_key(&bytes(value), &bytes(key))?),
            Write::Delete(table, key) => drop(store(table)?.delete(&bytes(key))?),
            Write::Expect(..) => {}
        }
    }
    Ok(expectations)
}

async fn hold(expectations: &[Expectation<'_>]) -> bool {
    let Some(Expectation { found: last, .. }) = expectations.last() else { return true };
    let _ = Promise::new(&mut |settled, _| {
        last.set_onsuccess(Some(&settled));
        last.set_onerror(Some(&settled));
    })
    .await;
    expectations.iter().all(Expectation::holds)
}

fn ask(transaction: &IdbTransaction, read: &Read) -> Result<(IdbRequest, IdbRequest), JsValue> {
    let store = transaction.object_store(read.table.name())?;
    let range = range(&read.prefix)?;
    Ok((store.get_all_keys_with_key(&range)?, store.get_all_with_key(&range)?))
}

/// All keys that begin with `prefix`: from it up to the shortest key that is greater than all of them.
fn range(prefix: &[u8]) -> Result<IdbKeyRange, JsValue> {
    let lower = bytes(prefix);
    match prefix.iter().rposition(|byte| *byte < 0xff) {
        None => IdbKeyRange::lower_bound(&lower),
        Some(last) => {
            let mut upper = prefix[..=last].to_vec();
            upper[last] += 1;
            IdbKeyRange::bound_with_lower_open_and_upper_open(&lower, &bytes(&upper), false, true)
        }
    }
}

fn row(table: Table, key: &JsValue, value: &JsValue) -> Result<StoredRow, JsValue> {
    let value = value.dyn_ref::<Uint8Array>().ok_or(JsValue::NULL)?;
    Ok(StoredRow { table, key: Uint8Array::new(key).to_vec(), value: value.to_vec() })
}

/// Its own copy: a view into the module's memory would store all of that memory.
fn bytes(bytes: &[u8]) -> Uint8Array {
    Uint8Array::from(bytes)
}

fn names(tables: impl Iterator<Item = Table>) -> Array {
    let tables: shared::sorted::Set<Table> = tables.collect();
    tables.into_iter().map(|table| JsString::from(table.name())).collect()
}

/// The event that ends the transaction: `complete` or `abort`.
fn ended(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |ended, _| {
        transaction.set_oncomplete(Some(&ended));
        transaction.set_onabort(Some(&ended));
    })
}

fn failure(error: &JsValue) -> StoreFailure {
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("QuotaExceededError") => StoreFailure::Full,
        _ => StoreFailure::Failed,
    }
}
