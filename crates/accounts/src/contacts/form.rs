//! `/desk/contacts/{id}`: one office's contact, which its guide is made from.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::IntoResponse as _;
use directory::{Contact, contact};
use serde_json::{Value, json};
use web::{App, Fields, Mistakes, Page, Result, Shell, Signed, Typed, redirect, view, view_invalid, within_limits};

use super::{Holder, holder};
use crate::deed::{self, Deed, differences};
use crate::stale::{self, Stale};

#[derive(Template)]
#[template(path = "accounts/contact.html")]
struct Form {
    page: Page,
    holder: Holder,
    /// Whether there is a list to go back to.
    listed: bool,
    /// The guide or the unit's page on the site.
    public: String,
    missing: String,
    typed: Fields,
    mistakes: Mistakes,
    stale: Stale,
}

/// Fields with their longest texts.
const FIELDS: [(&str, usize); 8] = [
    ("office", 100),
    ("address", 200),
    ("postcode", 10),
    ("hours", 200),
    ("phone", 100),
    ("fax", 100),
    ("email", 200),
    ("duties", 4_000),
];

fn fields(contact: &Contact) -> Fields {
    let pairs = [
        ("office", contact.office.clone()),
        ("address", contact.address.clone()),
        ("postcode", contact.postcode.clone()),
        ("hours", contact.hours.clone()),
        ("phone", contact.phone.clone()),
        ("fax", contact.fax.clone()),
        ("email", contact.email.clone()),
        ("duties", contact.duties.clone()),
        ("version", contact.version.to_string()),
    ];
    Fields::new(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

fn typed_in(typed: &Fields, before: &Contact) -> Contact {
    let one = |name: &str| typed.get(name).to_owned();
    Contact {
        office: one("office"),
        address: one("address"),
        postcode: one("postcode"),
        hours: one("hours"),
        phone: one("phone"),
        fax: one("fax"),
        email: one("email"),
        duties: typed.get("duties").replace("\r\n", "\n"),
        ..before.clone()
    }
}

fn check(typed: &Fields) -> Mistakes {
    let mut mistakes = Mistakes::default();
    for (name, most) in FIELDS {
        mistakes.check(name, within_limits(typed.get(name), most));
    }
    let dialled = |text: &str| text.chars().all(|c| c.is_ascii_digit() || "-－—+＋()（）/、,，;； 转".contains(c));
    // An office without a fax says so.
    for name in ["phone", "fax"] {
        if !dialled(typed.get(name)) && (name, typed.get(name)) != ("fax", "无") {
            mistakes.add(name, "请写号码，例如 0533-7210016；几个号码之间用顿号隔开。");
        }
    }
    let postcode = typed.get("postcode");
    if !postcode.is_empty() && (postcode.len() != 6 || !postcode.bytes().all(|b| b.is_ascii_digit())) {
        mistakes.add("postcode", "邮政编码是 6 位数字。");
    }
    let email = typed.get("email");
    if !email.is_empty() && (email.contains(char::is_whitespace) || !email.contains('@')) {
        mistakes.add("email", "请写完整的邮箱地址，例如 zwgk@example.gov.cn。");
    }
    mistakes
}

fn values(contact: &Contact) -> Value {
    json!({
        "office": contact.office, "street": contact.address, "postcode": contact.postcode, "hours": contact.hours,
        "phone": contact.phone, "fax": contact.fax, "email": contact.email, "duties": contact.duties,
    })
}

struct Asked {
    shell: Shell,
    me: directory::Principal,
    holder: Holder,
    contact: Contact,
}

fn form(asked: Asked, typed: Fields, mistakes: Mistakes, stale: Stale) -> Result<Form> {
    let Asked { shell, me, holder, contact } = asked;
    let slug = &me.government()?.slug;
    Ok(Form {
        page: shell.desk(&format!("{}的联系方式", holder.name)),
        listed: !me.role().of_a_unit(),
        public: match &holder.unit {
            Some(unit) => format!("/g/{slug}/units/{unit}"),
            None => format!("/g/{slug}/guide"),
        },
        missing: contact.missing().join("、"),
        holder,
        typed,
        mistakes,
        stale,
    })
}

pub(super) async fn show(State(app): State<App>, shell: Shell, Signed(me): Signed, Path(id): Path<String>) -> Result {
    let mut tx = app.db.read().await?;
    let holder = holder(&mut tx, &me, &id).await?;
    let contact = contact::find(&mut tx, &id).await?.unwrap_or(Contact::blank(&id, &me.government()?.id));
    let typed = fields(&contact);
    view(form(Asked { shell, me, holder, contact }, typed, Mistakes::default(), Stale::default())?)
}

pub(super) async fn save(
    State(app): State<App>,
    (shell, Path(id)): (Shell, Path<String>),
    Signed(me): Signed,
    Typed(typed): Typed,
) -> Result {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let holder = holder(&mut tx, &me, &id).await?;
    let before = contact::find(&mut tx, &id).await?.unwrap_or(Contact::blank(&id, &me.government()?.id));
    let stale = match stale::version(&typed) == Some(before.version) {
        true => Stale::default(),
        false => Stale::read(&mut tx, "contact", &id, &fields(&before), &typed).await?,
    };
    let mistakes = check(&typed);
    if !mistakes.is_empty() || !stale.notice.is_empty() {
        let asked = Asked { shell, me, holder, contact: before };
        return view_invalid(form(asked, typed, mistakes, stale)?);
    }
    let after = Contact { updated_at: now, ..typed_in(&typed, &before) };
    let payload = differences(&values(&before), &values(&after));
    if payload == json!({}) {
        return Ok(redirect(&format!("/desk/contacts/{id}")).saying("没有改动。").into_response());
    }
    contact::save(&mut tx, &after).await?;
    let (government, unit) = (Some(after.government_id.as_str()), holder.unit.as_deref());
    let deed = Deed { act: "contact.changed", kind: "contact", id: &id, government, unit, payload };
    deed::record(&mut tx, now, &me, deed).await?;
    tx.commit().await?;
    let missing = after.missing();
    let said = if missing.is_empty() {
        "已保存。".to_owned()
    } else {
        format!("已保存。指南里还缺：{}。", missing.join("、"))
    };
    Ok(redirect(&format!("/desk/contacts/{id}")).saying(&said).into_response())
}
