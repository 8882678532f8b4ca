//! `/desk/catalogue/new` and `/desk/catalogue/{id}/edit`: the form of an item.

use askama::Template;
use axum::extract::Path;
use db::Tx;
use directory::names::Register;
use kernel::Problem;
use web::{Fields, Mistakes, Page, Query, Result, view, within_limits};

use super::history::Past;
use super::scene::{Desk, Units};
use crate::item::{DEEPEST, Item, Placed, Text, misplaced, read_units, responsible, tree};
use crate::rule::UpdateRule;

/// Longest texts, in characters.
const CODE: usize = 30;
const NAME: usize = 100;
const LINE: usize = 500;
const CONTENT: usize = 4000;

/// What a form that was not accepted leaves on the page.
#[derive(Default)]
pub(super) struct Sent {
    pub mistakes: Mistakes,
    /// What others did while the form was open.
    pub meanwhile: Vec<Past>,
}

#[derive(Template)]
#[template(path = "catalogue/form.html")]
pub(super) struct FormPage {
    page: Page,
    /// Where the form is sent, and where one came from.
    here: String,
    back: String,
    item: Option<Item>,
    typed: Fields,
    mistakes: Mistakes,
    meanwhile: Vec<Past>,
    /// What it can stand under: id and name.
    parents: Vec<(String, String)>,
}

/// The form of a new item.
pub(super) async fn new(desk: Desk, Query(fields): Query) -> Result {
    let mut pairs = vec![
        ("rule".to_owned(), UpdateRule::default().to_string()),
        ("channels".to_owned(), "政府网站".to_owned()),
        ("audience".to_owned(), "全社会".to_owned()),
    ];
    pairs.extend(fields.opt("parent").map(|id| ("parent".to_owned(), id.to_owned())));
    let mut tx = desk.app.db.read().await?;
    view(page(&desk, &mut tx, None, Fields::new(pairs), Sent::default()).await?)
}

/// The form of an item that is there.
pub(super) async fn edit(desk: Desk, Path(id): Path<String>) -> Result {
    let mut tx = desk.app.db.read().await?;
    let item = desk.item(&mut tx, &id).await?;
    let units = Units::read(&mut tx, &item.government_id).await?;
    let typed = fields(&item, &units);
    view(page(&desk, &mut tx, Some(item), typed, Sent::default()).await?)
}

/// An item as its form holds it.
fn fields(item: &Item, units: &Units) -> Fields {
    let text = &item.text;
    let pairs = [
        ("version", item.version.to_string()),
        ("code", text.code.clone()),
        ("name", text.name.clone()),
        ("parent", item.parent_id.clone().unwrap_or_default()),
        ("content", text.content.clone()),
        ("basis", text.basis.clone()),
        ("units", responsible(text, |id| units.name(id))),
        ("rule", text.rule.to_string()),
        ("channels", text.channels.clone()),
        ("audience", text.audience.clone()),
    ];
    Fields::new(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

/// The page of a form with what was typed.
pub(super) async fn page(
    desk: &Desk,
    tx: &mut Tx,
    item: Option<Item>,
    typed: Fields,
    sent: Sent,
) -> std::result::Result<FormPage, Problem> {
    let placed = tree(tx, &desk.government()?.id).await?;
    let id = item.as_ref().map(|item| item.id.as_str());
    let open = placed.iter().filter(|one| one.depth + 1 < DEEPEST && misplaced(&placed, id, &one.item.id).is_none());
    let name = |one: &Placed| (one.item.id.clone(), format!("{}{}", "　".repeat(one.depth), one.item.label()));
    let title = item.as_ref().map_or_else(|| "添加目录项".to_owned(), |item| format!("修改“{}”", item.text.name));
    Ok(FormPage {
        page: desk.shell.desk(&title),
        here: item.as_ref().map_or_else(|| "/desk/catalogue/new".into(), |item| format!("{}/edit", item.path())),
        back: item.as_ref().map_or_else(|| "/desk/catalogue".into(), Item::path),
        parents: open.map(name).collect(),
        item,
        typed,
        mistakes: sent.mistakes,
        meanwhile: sent.meanwhile,
    })
}

/// What a form says: the text, and the item above.
pub(super) async fn read(
    tx: &mut Tx,
    government: &str,
    id: Option<&str>,
    typed: &Fields,
) -> db::Result<std::result::Result<(Text, Option<String>), Mistakes>> {
    let mut mistakes = Mistakes::default();
    let text = Text {
        code: typed.get("code").to_owned(),
        name: typed.get("name").to_owned(),
        content: typed.get("content").replace("\r\n", "\n"),
        basis: typed.get("basis").to_owned(),
        channels: typed.get("channels").to_owned(),
        audience: typed.get("audience").to_owned(),
        ..Text::default()
    };
    let needed = |value: &str, words: &str| value.is_empty().then(|| words.to_owned());
    mistakes.check("code", needed(&text.code, "请填写编码").or_else(|| within_limits(&text.code, CODE)));
    mistakes.check("name", needed(&text.name, "请填写名称").or_else(|| within_limits(&text.name, NAME)));
    mistakes.check("content", within_limits(&text.content, CONTENT));
    mistakes.check("basis", within_limits(&text.basis, LINE));
    mistakes.check("channels", within_limits(&text.channels, LINE));
    mistakes.check("audience", within_limits(&text.audience, LINE));
    let placed = tree(tx, government).await?;
    let parent = typed.opt("parent").map(str::to_owned);
    mistakes.check("parent", parent.as_deref().and_then(|parent| misplaced(&placed, id, parent)));
    let rule = UpdateRule::from_words(typed.get("rule"));
    if rule.is_none() {
        mistakes.add("rule", "这个写法读不懂，请照提示的样子写");
    }
    let register = Register::read(tx, government).await?;
    let (kinds, units) = match read_units(&register, typed.get("units")) {
        Ok(found) => found,
        Err(unknown) => {
            mistakes.add("units", format!("没有登记这些单位：{}", unknown.join("、")));
            Default::default()
        }
    };
    let text = Text { rule: rule.unwrap_or_default(), kinds, units, ..text };
    Ok(if mistakes.is_empty() { Ok((text, parent)) } else { Err(mistakes) })
}
