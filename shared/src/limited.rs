//! Lists from outside: they are read no further than they may be long, so that a few bytes cannot claim much memory.

use minicbor::decode::{Decode, Decoder, Error};

/// Reads a list of at most `LIMIT`.
pub(crate) fn at_most<'b, C, T: Decode<'b, C>, const LIMIT: usize>(
    decoder: &mut Decoder<'b>,
    context: &mut C,
) -> Result<Vec<T>, Error> {
    let mut list = Vec::new();
    for item in decoder.array_iter_with(context)? {
        if list.len() == LIMIT {
            return Err(Error::message("the list is too long"));
        }
        list.push(item?);
    }
    Ok(list)
}
