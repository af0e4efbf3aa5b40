//! Turns a filter into conditions: one text for list, map, sums and export, so that they always agree.

use super::news::Span;
use crate::database::Engine;
use domain::infrastructure::Filter;
use sqlx::any::AnyArguments;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe};

/// A value for a placeholder.
enum Value {
    Text(String),
    Integer(i64),
    Real(f64),
}

/// Conditions with their values. Every piece of SQL is a constant; values are only ever bound.
pub(super) struct Conditions {
    engine: Engine,
    sql: String,
    values: Vec<Value>,
}

impl Conditions {
    /// The conditions of a filter.
    pub(super) fn of(filter: &Filter, engine: Engine) -> Self {
        let mut conditions = Self {
            engine,
            sql: String::new(),
            values: Vec::new(),
        };
        let text = |text: &str| Value::Text(text.to_owned());
        if let Some(status) = filter.status {
            conditions.add("p.status = ", text(status.code()), "");
        }
        if let Some(project_type) = filter.project_type {
            conditions.add("p.project_type = ", text(project_type.code()), "");
        }
        if let Some(year) = filter.year_from {
            conditions.add("p.year_to >= ", Value::Integer(year), "");
        }
        if let Some(year) = filter.year_to {
            conditions.add("p.year_from <= ", Value::Integer(year), "");
        }
        if let Some(value) = filter.value_min {
            conditions.add("p.kopiykas >= ", Value::Integer(value.saturating_mul(100)), "");
        }
        if let Some(value) = filter.value_max {
            conditions.add(
                "p.kopiykas <= ",
                Value::Integer(value.saturating_mul(100)),
                " AND p.kopiykas >= 0",
            );
        }
        if let Some(sector) = filter.sector {
            conditions.add(
                "p.id IN (SELECT project FROM project_sector WHERE sector = ",
                text(sector.code()),
                ")",
            );
        }
        if let Some(supplier) = &filter.supplier {
            let supplier = text(supplier.as_str());
            conditions.add(
                "p.id IN (SELECT project FROM project_supplier WHERE supplier = ",
                supplier,
                ")",
            );
        }
        if let Some(authority) = &filter.authority {
            conditions.add("p.authority = ", text(authority.as_str()), "");
        }
        if let Some(area) = filter.area {
            conditions.add("p.longitude >= ", Value::Real(area.west), "");
            conditions.add("p.longitude <= ", Value::Real(area.east), "");
            conditions.add("p.latitude >= ", Value::Real(area.south), "");
            conditions.add("p.latitude <= ", Value::Real(area.north), "");
        }
        for word in filter.words() {
            // Not LIKE: its wildcards would have to be escaped, and SQLite would compare without case once more.
            let find = match engine {
                Engine::Sqlite => "instr(p.search_text, ",
                Engine::Postgres => "strpos(p.search_text, ",
            };
            conditions.add_any(find, word.into_iter().map(Value::Text), ") > 0");
        }
        conditions
    }

    /// Adds the condition that ids come after `id`.
    pub(super) fn after(&mut self, id: &str) {
        self.add("p.id > ", Value::Text(id.to_owned()), "");
    }

    /// Adds the condition that it is one project.
    pub(super) fn of_project(&mut self, id: &str) {
        self.add("p.id = ", Value::Text(id.to_owned()), "");
    }

    /// Adds the conditions that a moment lies in a span.
    pub(super) fn between(&mut self, later: &'static str, not_later: &'static str, span: Span) {
        self.add(later, Value::Integer(span.after.0), "");
        self.add(not_later, Value::Integer(span.until.0), "");
    }

    /// Adds the condition that a place is known.
    pub(super) fn with_place(&mut self) {
        self.also("p.longitude IS NOT NULL AND p.latitude IS NOT NULL");
    }

    /// Adds a condition without values.
    pub(super) fn also(&mut self, condition: &'static str) {
        self.sql
            .push_str(if self.sql.is_empty() { " WHERE " } else { " AND " });
        self.sql.push_str(condition);
    }

    fn add(&mut self, before: &'static str, value: Value, after: &'static str) {
        self.sql
            .push_str(if self.sql.is_empty() { " WHERE " } else { " AND " });
        self.sql.push_str(before);
        self.values.push(value);
        self.sql.push_str(&format!("${}", self.values.len()));
        self.sql.push_str(after);
    }

    /// Adds the condition that one of the values fits.
    fn add_any(&mut self, before: &'static str, values: impl Iterator<Item = Value>, after: &'static str) {
        self.sql
            .push_str(if self.sql.is_empty() { " WHERE (" } else { " AND (" });
        for (index, value) in values.enumerate() {
            self.sql.push_str(if index == 0 { "" } else { " OR " });
            self.sql.push_str(before);
            self.values.push(value);
            self.sql.push_str(&format!("${}", self.values.len()));
            self.sql.push_str(after);
        }
        self.sql.push(')');
    }

    /// A query of these conditions between two constants, with limit and offset when given.
    pub(super) fn query(
        self,
        select: &'static str,
        order: &'static str,
        limit: Option<(i64, i64)>,
    ) -> Query<'static, Any, AnyArguments> {
        debug_assert!(matches!(self.engine, Engine::Sqlite | Engine::Postgres));
        let mut sql = format!("{select}{}{order}", self.sql);
        if let Some((limit, offset)) = limit {
            sql.push_str(&format!(" LIMIT {limit} OFFSET {offset}"));
        }
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in self.values {
            query = match value {
                Value::Text(text) => query.bind(text),
                Value::Integer(integer) => query.bind(integer),
                Value::Real(real) => query.bind(real),
            };
        }
        query
    }
}
