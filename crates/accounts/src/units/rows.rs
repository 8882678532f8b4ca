//! Rows of a table of units: values in, values out. A row is new, known already, or wrong with a reason.

use std::collections::{HashMap, HashSet};

use directory::{UnitKind, names};
use web::within_limits;

/// Most rows of one file.
pub(super) const MOST: usize = 2_000;

/// A unit as a row describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Number of the row in the table, the heading being 1.
    pub number: usize,
    pub name: String,
    pub short_name: String,
    /// The kind written, or the kind the name suggests.
    pub kind: UnitKind,
    /// Whether the kind was written.
    pub kind_given: bool,
    pub aliases: Vec<String>,
    /// 行政规范性文件制定主体
    pub issues_normative: bool,
    pub verdict: Verdict,
}

/// What is to be done with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A new unit.
    New,
    /// A unit of that full name is there; the row changes nothing.
    Known,
    /// It cannot be taken; the sentence says why.
    Wrong(String),
}

/// The register as it stands: who holds each name, by its key.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Keys of the full names of units.
    pub units: HashSet<String>,
    /// Every other name, with who holds it as a sentence says it.
    pub names: HashMap<String, String>,
}

/// Reads a table whose rows are lines and whose cells are parted by tabs, as `text` hands them out.
///
/// # Errors
/// A sentence when there is no row of headings, no other row, or too many.
pub(super) fn read(table: &str, taken: &Taken) -> Result<Vec<Row>, String> {
    let mut lines = table.lines().filter(|line| !line.trim().is_empty());
    let heads: Vec<&str> = lines.next().unwrap_or_default().split('\t').map(str::trim).collect();
    let column = |names: &[&str]| heads.iter().position(|head| names.contains(head));
    let name = column(&["名称", "单位名称", "全称"])
        .ok_or("第一行要是列名，其中必须有“名称”；还可以有“简称”“类别”“别名”“制定主体”。")?;
    let columns = Columns {
        name,
        short: column(&["简称"]),
        kind: column(&["类别"]),
        aliases: column(&["别名"]),
        issuer: column(&["制定主体", "行政规范性文件制定主体"]),
    };
    let lines: Vec<&str> = lines.collect();
    if lines.is_empty() {
        return Err("表里只有列名，没有单位。".into());
    }
    if lines.len() > MOST {
        return Err(format!("一次最多导入 {MOST} 个单位，这个表有 {} 行。请分成几个文件。", lines.len()));
    }
    let mut earlier = HashMap::new();
    Ok(lines.into_iter().zip(2..).map(|(line, number)| columns.row(line, number, taken, &mut earlier)).collect())
}

struct Columns {
    name: usize,
    short: Option<usize>,
    kind: Option<usize>,
    aliases: Option<usize>,
    issuer: Option<usize>,
}

impl Columns {
    fn row(&self, line: &str, number: usize, taken: &Taken, earlier: &mut HashMap<String, usize>) -> Row {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        let cell = |column: Option<usize>| column.and_then(|at| cells.get(at)).copied().unwrap_or_default();
        let name = cell(Some(self.name)).to_owned();
        let short_name = Some(cell(self.short)).filter(|s| !s.is_empty()).unwrap_or(&name).to_owned();
        let written = cell(self.kind);
        let kind = UnitKind::ALL.into_iter().find(|k| names::key(k.name()) == names::key(written));
        let parted = cell(self.aliases).split(['、', '，', '；', ',', ';']).map(str::trim);
        let aliases: Vec<String> = parted.filter(|a| !a.is_empty()).map(str::to_owned).collect();
        let unknown_kind = (!written.is_empty() && kind.is_none()).then(|| {
            let all: Vec<_> = UnitKind::ALL.iter().map(|k| k.name()).collect();
            format!("没有“{written}”这个类别，可以填：{}", all.join("，"))
        });
        let issuer = cell(self.issuer);
        let unknown_issuer =
            (!["", "是", "否"].contains(&issuer)).then(|| format!("“制定主体”填“是”或者“否”，不能填“{issuer}”"));
        let own: Vec<&str> =
            [name.as_str(), short_name.as_str()].into_iter().chain(aliases.iter().map(String::as_str)).collect();
        let wrong = unknown_kind.or(unknown_issuer).or_else(|| own.iter().find_map(|n| misformed(n)));
        let verdict = match wrong {
            Some(why) => Verdict::Wrong(why),
            None => judge(&own, number, taken, earlier),
        };
        let (kind, kind_given) = (kind.unwrap_or_else(|| UnitKind::guess(&name)), kind.is_some());
        Row { number, name, short_name, kind, kind_given, aliases, issues_normative: issuer == "是", verdict }
    }
}

/// What is wrong with a name in itself.
fn misformed(name: &str) -> Option<String> {
    match names::key(name).chars().count() {
        0 => Some("没有名称".into()),
        1 => Some(format!("“{name}”太短，名称至少两个字")),
        _ => within_limits(name, 60).map(|why| format!("名称太长：{why}")),
    }
}

/// Judges well-formed names of one row, of which the first is the full name, and claims them for it.
fn judge(own: &[&str], number: usize, taken: &Taken, earlier: &mut HashMap<String, usize>) -> Verdict {
    let keys: Vec<String> = own.iter().map(|n| names::key(n)).collect();
    let twice = keys.iter().zip(own).find_map(|(key, name)| Some((name, *earlier.get(key)?)));
    if let Some((name, row)) = twice {
        return Verdict::Wrong(format!("“{name}”在第 {row} 行已经出现过"));
    }
    earlier.extend(keys.iter().map(|key| (key.clone(), number)));
    if keys.first().is_some_and(|full| taken.units.contains(full)) {
        return Verdict::Known;
    }
    let held = keys.iter().zip(own).find_map(|(key, name)| Some((name, taken.names.get(key)?)));
    match held {
        Some((name, holder)) => Verdict::Wrong(format!("“{name}”已经是{holder}的名称")),
        None => Verdict::New,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken() -> Taken {
        let mut taken = Taken::default();
        taken.units.insert(names::key("市财政局"));
        for (name, holder) in [("市财政局", "单位“市财政局”"), ("各县区", "统称对象“各县（市、区）政府”")]
        {
            taken.names.insert(names::key(name), holder.into());
        }
        taken
    }

    fn verdicts(table: &str) -> Vec<Verdict> {
        read(table, &taken()).unwrap().into_iter().map(|row| row.verdict).collect()
    }

    fn reason(table: &str) -> String {
        match verdicts(table).pop() {
            Some(Verdict::Wrong(why)) => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn columns_may_come_in_any_order_and_some_may_be_missing() {
        let rows =
            read("类别\t名称\t别名\n镇、乡\t城关镇人民政府\t城关镇、城关\n\t阳谷县人民政府\t", &taken()).unwrap();
        assert_eq!((rows[0].short_name.as_str(), rows[0].kind), ("城关镇人民政府", UnitKind::Town));
        assert_eq!(rows[0].aliases, ["城关镇", "城关"]);
        assert_eq!((rows[1].kind, rows[1].kind_given), (UnitKind::LowerGovernment, false));
        let issuing = read("名称\t制定主体\n市统计局\t是\n市体育局\t否", &taken()).unwrap();
        assert_eq!(issuing.iter().map(|row| row.issues_normative).collect::<Vec<_>>(), [true, false]);
        assert_eq!(rows.iter().map(|r| r.number).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_unit_that_is_there_is_left_alone() {
        assert_eq!(verdicts("名称\n市财政局\n市统计局"), [Verdict::Known, Verdict::New]);
    }

    #[test]
    fn each_wrong_row_says_why() {
        assert!(reason("名称\t类别\n市统计局\t委办局").contains("没有“委办局”这个类别"));
        assert!(reason("名称\t简称\n市统计局\t财政局\n市财政二局\t财政局").contains("在第 2 行已经出现过"));
        assert!(reason("名称\t别名\n市统计局\t各县区").contains("已经是统称对象"));
        assert!(reason("名称\t简称\n\t统计局").contains("没有名称"));
        assert!(reason("名称\n局").contains("至少两个字"));
        assert!(reason("名称\t制定主体\n市统计局\t也许").contains("填“是”或者“否”"));
    }

    #[test]
    fn a_table_without_headings_or_rows_is_refused() {
        assert!(read("市统计局\n市财政局", &taken()).unwrap_err().contains("列名"));
        assert!(read("名称", &taken()).unwrap_err().contains("没有单位"));
        assert!(read("", &taken()).is_err());
    }
}
