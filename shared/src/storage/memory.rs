//! The store in memory: for tests, the simulation and the sample child's other devices.

use std::collections::BTreeMap;

use super::{Batch, Read, StoreFailure, StoredRow, Table, Write};

/// Tables in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemoryStore {
    rows: BTreeMap<(Table, Vec<u8>), Vec<u8>>,
}

impl MemoryStore {
    /// Applies a batch, whole or not at all.
    pub fn apply(&mut self, batch: &Batch) -> Result<(), StoreFailure> {
        for write in batch {
            if let Write::Expect(table, key, expected) = write
                && self.rows.get(&(*table, key.clone())) != expected.as_ref()
            {
                return Err(StoreFailure::Raced);
            }
        }
        for write in batch {
            match write {
                Write::Put(table, key, value) => {
                    self.rows.insert((*table, key.clone()), value.clone());
                }
                Write::Delete(table, key) => {
                    self.rows.remove(&(*table, key.clone()));
                }
                Write::Expect(..) => {}
            }
        }
        Ok(())
    }

    /// The rows that `reads` ask for, in key order, read by read.
    pub fn read(&self, reads: &[Read]) -> Vec<StoredRow> {
        reads.iter().flat_map(|read| self.range(read)).collect()
    }

    fn range(&self, read: &Read) -> impl Iterator<Item = StoredRow> {
        let Read { table, prefix } = read.clone();
        self.rows
            .range((table, prefix.clone())..)
            .take_while(move |((at, key), _)| *at == table && key.starts_with(&prefix))
            .map(|((table, key), value)| StoredRow { table: *table, key: key.clone(), value: value.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::conformance;

    #[test]
    fn memory_keeps_the_promises_of_a_store() {
        let mut store = MemoryStore::default();
        for step in conformance::steps() {
            conformance::check(&step, store.apply(&step.batch), &store.read(&step.reads));
        }
    }
}
