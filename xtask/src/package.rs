//! The packaged app as files: names that carry their content's hash, and brotli twins beside them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use brotli::enc::BrotliEncoderParams;

use crate::failure::{Explain, Failure, Outcome};
use crate::fingerprint;
use crate::places;
use crate::template;

/// What goes into the packaged app, in the order in which files name each other.
#[derive(Default)]
pub(crate) struct Package {
    bytes_by_address: BTreeMap<String, Vec<u8>>,
    value_by_name: BTreeMap<String, String>,
}

impl Package {
    /// Adds a file that never changes under its address: `app.css` becomes `app.<hash>.css`.
    pub(crate) fn add_hashed(&mut self, name: &str, bytes: Vec<u8>) -> Outcome<String> {
        let (stem, ending) = name
            .rsplit_once('.')
            .ok_or_else(|| Failure::new(format!("{name} has no ending, such as .svg")))?;
        let address = format!("{stem}.{}.{ending}", fingerprint::of_content(&bytes));
        self.bytes_by_address.insert(address.clone(), bytes);
        self.define(name, address.clone());
        Ok(address)
    }

    /// Adds a file whose address stays the same while its content changes.
    pub(crate) fn add_fixed(&mut self, name: &str, bytes: Vec<u8>) {
        self.bytes_by_address.insert(name.to_owned(), bytes);
    }

    /// Lets templates say `{{name}}` for a value.
    pub(crate) fn define(&mut self, name: &str, value: String) {
        self.value_by_name.insert(name.to_owned(), value);
    }

    /// A text of client/ui with the addresses of what was added so far.
    pub(crate) fn fill(&self, name: &str, text: &str) -> Outcome<String> {
        template::fill(text, &self.value_by_name).explain(format!("client/ui: {name}"))
    }

    /// What templates may name so far, with its value.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&str, &str)> {
        self.value_by_name.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All addresses so far, in order.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.bytes_by_address.keys().map(String::as_str)
    }

    /// Replaces the folder by this package; a reader sees the old one or the new one.
    pub(crate) fn write(&self, folder: &Path) -> Outcome {
        let fresh = folder.with_extension("new");
        let cannot = format!("Cannot replace {}", places::shown(folder));
        remove(&fresh).explain(&cannot)?;
        fs::create_dir_all(&fresh).explain(&cannot)?;
        for (address, bytes) in &self.bytes_by_address {
            places::write(&fresh.join(address), bytes)?;
            if !address.ends_with(".png") {
                places::write(&fresh.join(format!("{address}.br")), &compressed(bytes)?)?;
            }
        }
        remove(folder).explain(&cannot)?;
        fs::rename(&fresh, folder).explain(&cannot)
    }
}

fn remove(folder: &Path) -> std::io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

fn compressed(bytes: &[u8]) -> Outcome<Vec<u8>> {
    // 2^24 is the widest window every browser must accept.
    let parameters =
        BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: bytes.len(), ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &parameters).explain("Cannot compress")?;
    Ok(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_follows_the_content() {
        assert_eq!(address_of(b"one"), address_of(b"one"));
        assert_ne!(address_of(b"one"), address_of(b"two"));
        assert_eq!(address_of(b"one").len(), "app.0123456789abcdef.css".len());
    }

    #[test]
    fn what_is_compressed_comes_back() {
        let text = b"the same words, the same words, the same words".repeat(9);
        let mut back = Vec::new();
        let small = compressed(&text).expect("compresses");
        brotli::BrotliDecompress(&mut &small[..], &mut back).expect("decompresses");
        assert_eq!(back, text);
        assert!(small.len() < text.len());
    }

    fn address_of(content: &[u8]) -> String {
        let mut package = Package::default();
        package.add_hashed("app.css", content.to_vec()).expect("has an ending")
    }
}
