//! How a closed list of words is made: an enum with the codes it is stored by.

/// A word that this version does not know, or a typing mistake on the command line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("‘{word}’ is not a known {what}; use one of: {known}")]
pub struct UnknownWord {
    /// What was being read.
    pub what: &'static str,
    /// What was found.
    pub word: String,
    /// The words this version knows.
    pub known: String,
}

/// A closed list of words: an enum with its codes, read and printed by them.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every word, in the order they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code it is stored by.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::record::UnknownWord;

            fn from_str(word: &str) -> Result<Self, $crate::record::UnknownWord> {
                match word {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::record::UnknownWord {
                        what: $what,
                        word: word.chars().take(40).collect(),
                        known: [$($code,)+].join(", "),
                    }),
                }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

pub(super) use words;
