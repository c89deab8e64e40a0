//! What windows say to each other on their channel. It stays in memory and within this origin; a window with another
//! version of the app may be listening, so what is not understood is nothing.

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

/// One message. Numbers, but for the drafts: a list of name, text, name, text.
pub(super) enum Said {
    /// May I have the lock?
    Ask,
    /// I have it, and am about to let go.
    Soon,
    /// I have it, and keep it: something here is not saved.
    Unsaved,
    /// What is half written here.
    Drafts(Vec<(String, String)>),
    /// I have the drafts.
    Taken,
}

const ASK: f64 = 1.0;
const SOON: f64 = 2.0;
const UNSAVED: f64 = 3.0;
const TAKEN: f64 = 4.0;

impl Said {
    /// Reads a message.
    pub(super) fn from(message: &JsValue) -> Option<Self> {
        if let Some(list) = message.dyn_ref::<Array>() {
            let words: Vec<String> = list.iter().filter_map(|word| word.as_string()).collect();
            let drafts = words.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone()));
            return Some(Self::Drafts(drafts.collect()));
        }
        let number = message.as_f64()?;
        [(ASK, Self::Ask), (SOON, Self::Soon), (UNSAVED, Self::Unsaved), (TAKEN, Self::Taken)]
            .into_iter()
            .find_map(|(code, said)| (code == number).then_some(said))
    }
}

impl From<Said> for JsValue {
    fn from(said: Said) -> Self {
        match said {
            Said::Ask => ASK.into(),
            Said::Soon => SOON.into(),
            Said::Unsaved => UNSAVED.into(),
            Said::Taken => TAKEN.into(),
            Said::Drafts(drafts) => {
                let words = drafts.iter().flat_map(|(name, text)| [name, text]);
                words.map(|word| JsString::from(word.as_str())).collect::<Array>().into()
            }
        }
    }
}
