//! Reading typed values from rows.

use crate::error::{StorageError, StorageResult};
use domain::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{Row as _, ValueRef as _};
use std::str::FromStr;

/// Typed columns by name.
pub trait RowExt {
    /// A text column.
    fn text(&self, column: &'static str) -> StorageResult<String>;
    /// A text column that may be NULL.
    fn optional_text(&self, column: &'static str) -> StorageResult<Option<String>>;
    /// A 64-bit integer column.
    fn integer(&self, column: &'static str) -> StorageResult<i64>;
    /// A 64-bit integer column that may be NULL.
    fn optional_integer(&self, column: &'static str) -> StorageResult<Option<i64>>;
    /// A floating-point column that may be NULL.
    fn optional_real(&self, column: &'static str) -> StorageResult<Option<f64>>;
    /// A column of bytes.
    fn bytes(&self, column: &'static str) -> StorageResult<Vec<u8>>;
    /// A flag, stored as 0 or 1.
    fn flag(&self, column: &'static str) -> StorageResult<bool> {
        Ok(self.integer(column)? != 0)
    }
    /// A moment, stored in milliseconds.
    fn timestamp(&self, column: &'static str) -> StorageResult<Timestamp> {
        self.integer(column).map(Timestamp)
    }
    /// A moment that may be NULL.
    fn optional_timestamp(&self, column: &'static str) -> StorageResult<Option<Timestamp>> {
        Ok(self.optional_integer(column)?.map(Timestamp))
    }
    /// A text column of a type with a text form: ids above all.
    fn parsed<T: FromStr>(&self, column: &'static str) -> StorageResult<T>
    where
        T::Err: ToString,
    {
        self.text(column)?
            .parse()
            .map_err(|e: T::Err| StorageError::corrupt(column, e))
    }
    /// The same for a column that may be NULL.
    fn optional_parsed<T: FromStr>(&self, column: &'static str) -> StorageResult<Option<T>>
    where
        T::Err: ToString,
    {
        self.optional_text(column)?
            .map(|text| text.parse().map_err(|e: T::Err| StorageError::corrupt(column, e)))
            .transpose()
    }
    /// A JSON document in a text column.
    fn json<T: serde::de::DeserializeOwned>(&self, column: &'static str) -> StorageResult<T> {
        serde_json::from_str(&self.text(column)?).map_err(|e| StorageError::corrupt(column, e))
    }
}

impl RowExt for AnyRow {
    fn text(&self, column: &'static str) -> StorageResult<String> {
        Ok(self.try_get(column)?)
    }

    fn optional_text(&self, column: &'static str) -> StorageResult<Option<String>> {
        if self.try_get_raw(column)?.is_null() {
            Ok(None)
        } else {
            Ok(Some(self.try_get(column)?))
        }
    }

    fn integer(&self, column: &'static str) -> StorageResult<i64> {
        Ok(self.try_get(column)?)
    }

    fn optional_integer(&self, column: &'static str) -> StorageResult<Option<i64>> {
        if self.try_get_raw(column)?.is_null() {
            Ok(None)
        } else {
            Ok(Some(self.try_get(column)?))
        }
    }

    fn optional_real(&self, column: &'static str) -> StorageResult<Option<f64>> {
        if self.try_get_raw(column)?.is_null() {
            Ok(None)
        } else {
            Ok(Some(self.try_get(column)?))
        }
    }

    fn bytes(&self, column: &'static str) -> StorageResult<Vec<u8>> {
        Ok(self.try_get(column)?)
    }
}
