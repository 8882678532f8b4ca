//! Values bound to a statement; a NULL keeps its type because PostgreSQL insists on it.

use jiff::civil::Date;
use kernel::Time;

/// One bound value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text or NULL.
    Text(Option<String>),
    /// A 64-bit integer or NULL.
    Int(Option<i64>),
    /// A floating-point number or NULL.
    Real(Option<f64>),
}

/// The values of one statement, in order of `$1`, `$2` …
pub type Args = Vec<Value>;

/// The arguments of a statement: `args![id, now, 3]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Value::from($value)),*] };
}

macro_rules! from {
    ($($type:ty => $variant:ident, $convert:expr;)*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self { Self::$variant(Some($convert(value))) }
        }
        impl From<Option<$type>> for Value {
            fn from(value: Option<$type>) -> Self { Self::$variant(value.map($convert)) }
        }
    )*};
}

from! {
    String => Text, |v| v;
    &str => Text, |v: &str| v.to_owned();
    &String => Text, |v: &String| v.clone();
    Date => Text, |v: Date| v.to_string();
    serde_json::Value => Text, |v: serde_json::Value| v.to_string();
    &serde_json::Value => Text, |v: &serde_json::Value| v.to_string();
    i64 => Int, |v| v;
    i32 => Int, i64::from;
    u32 => Int, i64::from;
    Time => Int, |v: Time| v.0;
    bool => Int, i64::from;
    f64 => Real, |v| v;
}

impl From<usize> for Value {
    fn from(value: usize) -> Self {
        Self::Int(Some(i64::try_from(value).unwrap_or(i64::MAX)))
    }
}
