//! The list a file is made of, in the order of the plan, a batch at a time.

use db::Tx;
use kernel::Date;
use serde::{Deserialize, Serialize};
use web::{App, Fields};

use super::super::desk::{Desk, Units, kept};
use super::super::filter::{Filter, Order, own_unit};
use super::super::list::{From, Key, count_all, lines};
use super::row::Row;

/// Rows read at once.
pub(super) const BATCH: usize = 1000;

/// What somebody asked for, also when it is done later by somebody else.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Asked {
    pub government: String,
    /// For people of a unit, whose lists hold nothing else.
    pub own_unit: Option<String>,
    /// Whose ledger it is, as titles and file names say it.
    pub place: String,
    /// The filter as the address carries it.
    pub query: String,
}

impl Asked {
    pub fn of(desk: &Desk, fields: &Fields) -> kernel::Result<Self> {
        let government = desk.government()?;
        let unit = desk.who.unit.as_ref();
        Ok(Self {
            government: government.id.clone(),
            own_unit: own_unit(&desk.who),
            place: unit.map_or(&government.short_name, |unit| &unit.short_name).clone(),
            query: kept(fields),
        })
    }

    fn filter(&self) -> Filter {
        let fields = Fields::from_query(&self.query);
        Filter { order: Order::Plan, ..Filter::within(&fields, self.own_unit.clone(), &self.government) }
    }

    /// What stands above the table.
    pub fn title(&self) -> String {
        format!("{}政务公开工作台账", self.place)
    }

    /// What the file is called.
    pub fn file_name(&self, today: Date, extension: &str) -> String {
        format!("{}政务公开台账{today}.{extension}", self.place)
    }

    /// How many rows there are.
    pub async fn count(&self, tx: &mut Tx, today: Date) -> db::Result<usize> {
        Ok(usize::try_from(count_all(tx, &self.filter(), today).await?).unwrap_or_default())
    }

    /// Whether all rows are of one unit, so that the form alone says everything.
    pub fn is_of_one_unit(&self) -> bool {
        self.filter().unit.is_some()
    }
}

/// The rows. Each batch is a short reading of its own, so that a slow client keeps no snapshot and no connection.
pub(super) struct Batches {
    app: App,
    units: Units,
    filter: Filter,
    today: Date,
    from: From,
    number: usize,
}

impl Batches {
    pub async fn start(app: &App, asked: &Asked) -> db::Result<Self> {
        let units = Units::read(&mut app.db.read().await?, &asked.government).await?;
        let today = app.clock.today();
        Ok(Self { app: app.clone(), units, filter: asked.filter(), today, from: From::Start, number: 0 })
    }

    /// The next rows; none when all have been read.
    pub async fn next(&mut self) -> db::Result<Vec<Row>> {
        let batch = lines(&mut self.app.db.read().await?, &self.filter, self.today, &self.from, BATCH).await?;
        if let Some(last) = batch.last() {
            self.from = From::After(Key::of(&last.entry));
        }
        let first = self.number + 1;
        self.number += batch.len();
        let (calendar, units) = (&self.app.calendar, &self.units);
        let rows = (first..).zip(batch).map(|(number, line)| Row::of(calendar, self.today, units, number, line));
        Ok(rows.collect())
    }
}
