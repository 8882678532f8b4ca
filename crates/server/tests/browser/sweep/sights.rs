//! What there is to look at: every page that the route table names, and who looks.

/// Who looks at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Nobody,
    Officer,
    Leader,
    Office,
    /// The office of another government, whose plan has wide tables and limits that wait for events.
    Neighbour,
    Administrator,
}

/// A page, and where there is one of its kind.
#[derive(Clone, Debug)]
pub struct Sight {
    /// Its name, which is its picture's as well.
    pub name: &'static str,
    /// The route that it shows.
    pub route: &'static str,
    pub who: Who,
    pub path: String,
    /// With which status it is answered.
    pub status: u16,
}

/// Ids of what the pages are about.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub slug: String,
    pub plan: String,
    pub withdrawn: String,
    pub draft: String,
    pub draft_task: String,
    /// Where a name that nobody has decided is decided, beside its task.
    pub naming: String,
    pub correction: String,
    pub entry: String,
    pub own_entry: String,
    pub support: String,
    pub neighbour: String,
    pub neighbour_plan: String,
    pub recorded_entry: String,
    pub days: String,
    pub task: String,
    pub unit: String,
    pub group: String,
    pub person: String,
    pub post: String,
    pub government: String,
    pub journal: String,
    pub letter: String,
    pub feed: String,
    /// One that has ended.
    pub job: String,
    pub token: String,
    /// A sheet under review.
    pub import: String,
    /// An item of the catalogue, which is a public column too, and one with others under it.
    pub column: String,
    pub columns: String,
    pub theme: String,
    pub catalogue_import: String,
    /// A document that came back, with personal data in it.
    pub drafted: String,
    /// One that waits for its signature.
    pub signing: String,
    /// One that is filed.
    pub filed: String,
    /// A public one, and one that it repealed.
    pub public: String,
    pub repealed: String,
    /// A clean-up under way.
    pub cleanup: String,
}

/// Routes that answer with something else than a page.
pub const NO_PAGES: &[&str] = &[
    "/g/{slug}/plans/{id}/tasks.csv",
    "/g/{slug}/feed.atom",
    "/g/{slug}/documents/{id}/text.txt",
    "/g/{slug}/documents/{id}/document.docx",
    "/g/{slug}/documents/{id}/document.pdf",
    "/g/{slug}/documents/{id}/metadata.json",
    "/g/{slug}/documents/{id}/files/{file}",
    "/desk/documents/{id}/files/{file}",
    "/desk/documents/cleanups/{id}/lines.csv",
    "/robots.txt",
    "/calendar/{file}",
    "/sitemap.xml",
    "/g/{slug}/sitemap.xml",
    "/desk/ledger.csv",
    "/desk/evidence/{id}",
    "/desk/ledger.xlsx",
    "/desk/dashboard.csv",
    "/desk/ledger.docx",
    "/desk/jobs/{id}/result",
    "/api/v1/openapi.json",
    "/api/v1/ledger/entries",
    "/api/v1/ledger/entries/{id}",
    "/api/v1/documents/received/{own}",
    "/api/v1/documents/{id}",
    "/api/v1/documents/{id}/versions",
    "/api/v1/search",
    "/api/v1/suggest",
    "/api/v1/governments",
    "/api/v1/governments/{slug}",
    "/api/v1/governments/{slug}/catalogue",
    "/api/v1/governments/{slug}/documents",
    "/api/v1/governments/{slug}/units",
    "/desk/ledger/import/{id}/file",
    "/desk/catalogue.xlsx",
    "/desk/catalogue.csv",
    "/desk/freshness.csv",
    "/desk/visits.csv",
    "/g/{slug}/catalogue.csv",
    "/desk/support.csv",
    "/desk/support/files/{id}",
    "/desk/plans/{id}/original",
    "/desk/plans/drafts/{id}/original",
    "/desk/units/export.csv",
    "/desk/people/export.csv",
    "/desk/journal/export.csv",
];

/// Every sight, those of one person together.
pub fn sights(found: &Found) -> Vec<Sight> {
    let mut all = Vec::new();
    let mut add = |who, name, route, path: String| all.push(Sight { name, route, who, path, status: 200 });
    let Found { slug, plan, draft, .. } = found;
    let public = format!("/g/{slug}");

    add(Who::Nobody, "front", "/", "/".into());
    add(Who::Nobody, "home", "/g/{slug}", public.clone());
    add(Who::Nobody, "plans", "/g/{slug}/plans", format!("{public}/plans"));
    add(Who::Nobody, "plan-text", "/g/{slug}/plans/{id}", format!("{public}/plans/{plan}"));
    add(Who::Nobody, "plan-tasks", "/g/{slug}/plans/{id}/tasks", format!("{public}/plans/{plan}/tasks"));
    add(
        Who::Nobody,
        "plan-tasks-none",
        "/g/{slug}/plans/{id}/tasks",
        format!("{public}/plans/{plan}/tasks?q=%E6%B2%A1%E6%9C%89"),
    );
    add(Who::Nobody, "plan-units", "/g/{slug}/plans/{id}/units", format!("{public}/plans/{plan}/units"));
    add(Who::Nobody, "plan-progress", "/g/{slug}/plans/{id}/progress", format!("{public}/plans/{plan}/progress"));
    let tables = format!("/g/{}/plans/{}", found.neighbour, found.neighbour_plan);
    add(Who::Nobody, "plan-text-tables", "/g/{slug}/plans/{id}", tables.clone());
    add(Who::Nobody, "plan-tasks-tables", "/g/{slug}/plans/{id}/tasks", format!("{tables}/tasks"));
    let catalogue = "/g/{slug}/catalogue";
    add(Who::Nobody, "catalogue", catalogue, format!("{public}/catalogue"));
    add(Who::Nobody, "catalogue-none", catalogue, format!("{public}/catalogue?q=%E6%B2%A1%E6%9C%89"));
    add(Who::Nobody, "column", "/g/{slug}/columns/{id}", format!("{public}/columns/{}", found.column));
    add(Who::Nobody, "column-above", "/g/{slug}/columns/{id}", format!("{public}/columns/{}", found.columns));
    let (library, document) = ("/g/{slug}/documents", "/g/{slug}/documents/{id}");
    add(Who::Nobody, "library", library, format!("{public}/documents"));
    add(Who::Nobody, "library-filtered", library, format!("{public}/documents?form=normative&validity=in_force"));
    add(Who::Nobody, "library-none", library, format!("{public}/documents?q=%E6%B2%A1%E6%9C%89"));
    add(Who::Nobody, "document", document, format!("{public}/documents/{}", found.public));
    add(Who::Nobody, "document-repealed", document, format!("{public}/documents/{}", found.repealed));
    add(Who::Nobody, "document-that-day", document, format!("{public}/documents/{}?on=2020-01-01", found.repealed));
    add(Who::Nobody, "disclosure", "/g/{slug}/disclosure", format!("{public}/disclosure"));
    add(Who::Nobody, "cleanups-public", "/g/{slug}/cleanups", format!("{public}/cleanups"));
    add(Who::Nobody, "issuers", "/g/{slug}/issuers", format!("{public}/issuers"));
    add(Who::Nobody, "guide", "/g/{slug}/guide", format!("{public}/guide"));
    add(Who::Nobody, "map", "/g/{slug}/map", format!("{public}/map"));
    add(Who::Nobody, "units-public", "/g/{slug}/units", format!("{public}/units"));
    add(Who::Nobody, "units-public-none", "/g/{slug}/units", format!("{public}/units?q=%E6%B2%A1%E6%9C%89"));
    add(Who::Nobody, "unit-public", "/g/{slug}/units/{id}", format!("{public}/units/{}", found.unit));
    add(Who::Nobody, "api", "/api", "/api".into());
    add(Who::Nobody, "search", "/search", "/search".into());
    add(Who::Nobody, "search-found", "/search", "/search?q=政务公开".into());
    add(Who::Nobody, "search-nothing", "/search", "/search?q=大象骆驼".into());
    add(Who::Nobody, "sign-in", "/sign-in", "/sign-in".into());

    add(Who::Officer, "today-officer", "/desk", "/desk".into());
    add(Who::Officer, "ledger-officer", "/desk/ledger", "/desk/ledger".into());
    add(Who::Officer, "entry-officer", "/desk/ledger/{id}", format!("/desk/ledger/{}", found.own_entry));
    add(Who::Officer, "dashboard-officer", "/desk/dashboard", "/desk/dashboard".into());
    add(Who::Officer, "import", "/desk/ledger/import", "/desk/ledger/import".into());
    let review = "/desk/ledger/import/{id}";
    add(Who::Officer, "import-review", review, format!("/desk/ledger/import/{}", found.import));
    add(Who::Officer, "import-wrong", review, format!("/desk/ledger/import/{}?show=wrong", found.import));
    let support = format!("/desk/support/{}", found.support);
    add(Who::Officer, "support-officer", "/desk/support", "/desk/support".into());
    add(Who::Officer, "support-kinds", "/desk/support/new", "/desk/support/new".into());
    add(Who::Officer, "support-new", "/desk/support/new", "/desk/support/new?kind=training".into());
    add(Who::Officer, "support-record", "/desk/support/{id}", support.clone());
    add(Who::Officer, "support-edit", "/desk/support/{id}/edit", format!("{support}/edit"));
    add(Who::Officer, "support-remove", "/desk/support/{id}/remove", format!("{support}/remove"));
    let (cleanups, cleanup) = ("/desk/documents/cleanups", "/desk/documents/cleanups/{id}");
    add(Who::Officer, "cleanups-officer", cleanups, cleanups.into());
    add(Who::Officer, "freshness-officer", "/desk/freshness", "/desk/freshness".into());
    add(Who::Leader, "plan-desk-leader", "/desk/plans/{id}", format!("/desk/plans/{plan}"));

    add(Who::Office, "today", "/desk", "/desk".into());
    let item = format!("/desk/catalogue/{}", found.column);
    add(Who::Office, "catalogue-desk", "/desk/catalogue", "/desk/catalogue".into());
    add(Who::Office, "catalogue-new", "/desk/catalogue/new", "/desk/catalogue/new".into());
    add(Who::Office, "catalogue-standard", "/desk/catalogue/standard", "/desk/catalogue/standard".into());
    add(Who::Office, "catalogue-publish", "/desk/catalogue/publish", "/desk/catalogue/publish".into());
    add(Who::Office, "catalogue-import", "/desk/catalogue/import", "/desk/catalogue/import".into());
    let review = "/desk/catalogue/import/{id}";
    add(Who::Office, "catalogue-review", review, format!("/desk/catalogue/import/{}", found.catalogue_import));
    add(Who::Office, "catalogue-item", "/desk/catalogue/{id}", item.clone());
    add(Who::Office, "catalogue-edit", "/desk/catalogue/{id}/edit", format!("{item}/edit"));
    add(Who::Office, "catalogue-retire", "/desk/catalogue/{id}/retire", format!("{item}/retire"));
    add(Who::Office, "freshness", "/desk/freshness", "/desk/freshness".into());
    add(Who::Office, "themes", "/desk/themes", "/desk/themes".into());
    add(Who::Office, "theme-new", "/desk/themes/new", "/desk/themes/new".into());
    add(Who::Office, "theme", "/desk/themes/{id}", format!("/desk/themes/{}", found.theme));
    add(Who::Office, "dashboard", "/desk/dashboard", "/desk/dashboard".into());
    add(Who::Office, "dashboard-one-kind", "/desk/dashboard", "/desk/dashboard?kind=department".into());
    add(Who::Office, "ledger", "/desk/ledger", "/desk/ledger".into());
    add(Who::Office, "ledger-filtered", "/desk/ledger", "/desk/ledger?due=overdue&lead=1&sort=plan".into());
    add(Who::Office, "ledger-none", "/desk/ledger", "/desk/ledger?q=%E6%B2%A1%E6%9C%89".into());
    add(Who::Office, "ledger-form", "/desk/ledger/form", "/desk/ledger/form?due=overdue".into());
    let bulk = "/desk/ledger/bulk";
    add(Who::Office, "bulk-accept", bulk, format!("{bulk}?act=accept&all=1&status=submitted"));
    add(Who::Office, "bulk-extend", bulk, format!("{bulk}?act=extend&all=1&due=overdue&ready=1&to=2022-12-31"));
    add(Who::Office, "ledger-submitted", "/desk/ledger", "/desk/ledger?status=submitted".into());
    add(Who::Office, "ledger-export", "/desk/ledger/export", "/desk/ledger/export?format=docx".into());
    add(Who::Office, "tokens", "/desk/tokens", "/desk/tokens".into());
    add(Who::Office, "token-new", "/desk/tokens/new", "/desk/tokens/new".into());
    add(Who::Office, "token-revoke", "/desk/tokens/{id}/revoke", format!("/desk/tokens/{}/revoke", found.token));
    add(Who::Office, "jobs", "/desk/jobs", "/desk/jobs".into());
    add(Who::Office, "jobs-none", "/desk/jobs", "/desk/jobs?state=failed".into());
    add(Who::Office, "job", "/desk/jobs/{id}", format!("/desk/jobs/{}", found.job));
    add(Who::Office, "support", "/desk/support", "/desk/support".into());
    add(Who::Office, "support-none", "/desk/support", "/desk/support?kind=budget&year=2021".into());
    let one = format!("{cleanups}/{}", found.cleanup);
    add(Who::Office, "cleanups", cleanups, cleanups.into());
    add(Who::Office, "cleanup-new", "/desk/documents/cleanups/new", format!("{cleanups}/new"));
    add(Who::Office, "cleanup", cleanup, one.clone());
    add(Who::Office, "cleanup-none", cleanup, format!("{one}?q=%E6%B2%A1%E6%9C%89"));
    add(Who::Office, "cleanup-add", "/desk/documents/cleanups/{id}/add", format!("{one}/add"));
    add(Who::Office, "cleanup-conclude", "/desk/documents/cleanups/{id}/conclude", format!("{one}/conclude"));
    add(Who::Office, "cleanup-give-up", "/desk/documents/cleanups/{id}/give-up", format!("{one}/give-up"));
    let (documents, one) = ("/desk/documents", "/desk/documents/{id}");
    let at = |id: &str| format!("{documents}/{id}");
    add(Who::Office, "documents", documents, documents.into());
    add(Who::Office, "documents-none", documents, format!("{documents}?q=%E6%B2%A1%E6%9C%89"));
    add(Who::Office, "document-new", "/desk/documents/new", format!("{documents}/new"));
    add(Who::Office, "document-returned", one, at(&found.drafted));
    add(Who::Office, "document-signing", one, at(&found.signing));
    add(Who::Office, "document-filed", one, at(&found.filed));
    add(Who::Office, "document-public", one, at(&found.public));
    add(Who::Office, "document-edit", "/desk/documents/{id}/edit", at(&found.drafted) + "/edit");
    add(Who::Office, "document-attribute", "/desk/documents/{id}/attribute", at(&found.drafted) + "/attribute");
    add(Who::Office, "document-versions", "/desk/documents/{id}/versions", at(&found.public) + "/versions");
    let act = "/desk/documents/{id}/acts/{act}";
    add(Who::Office, "document-sign", act, at(&found.signing) + "/acts/sign");
    add(Who::Office, "document-return", act, at(&found.signing) + "/acts/return");
    add(Who::Office, "document-withdraw", act, at(&found.public) + "/acts/withdraw");
    add(Who::Office, "document-reassess", act, at(&found.filed) + "/acts/reassess");
    add(Who::Office, "documents-review", "/desk/documents/review", format!("{documents}/review"));
    add(Who::Office, "documents-ending", "/desk/documents/ending", format!("{documents}/ending?days=3650"));
    add(Who::Office, "documents-words", "/desk/documents/words", format!("{documents}/words"));
    add(Who::Office, "entry", "/desk/ledger/{id}", format!("/desk/ledger/{}", found.entry));
    add(Who::Office, "task", "/desk/tasks/{id}", format!("/desk/tasks/{}", found.task));
    add(Who::Office, "plans-desk", "/desk/plans", "/desk/plans".into());
    add(Who::Office, "upload", "/desk/plans/upload", "/desk/plans/upload".into());
    add(Who::Office, "plan-desk", "/desk/plans/{id}", format!("/desk/plans/{plan}"));
    add(Who::Office, "plan-desk-units", "/desk/plans/{id}", format!("/desk/plans/{plan}?view=units"));
    add(Who::Office, "plan-desk-text", "/desk/plans/{id}", format!("/desk/plans/{plan}?view=text"));
    add(Who::Office, "plan-desk-progress", "/desk/plans/{id}/progress", format!("/desk/plans/{plan}/progress"));
    add(Who::Office, "plan-publish", "/desk/plans/{id}/publish", format!("/desk/plans/{}/publish", found.withdrawn));
    add(Who::Office, "plan-withdraw", "/desk/plans/{id}/withdraw", format!("/desk/plans/{plan}/withdraw"));
    let review = "/desk/plans/drafts/{id}";
    add(Who::Office, "review", review, format!("/desk/plans/drafts/{draft}"));
    add(Who::Office, "review-edit", review, format!("/desk/plans/drafts/{draft}?edit={}", found.draft_task));
    add(Who::Office, "review-head", review, format!("/desk/plans/drafts/{draft}?head=1"));
    add(Who::Office, "review-naming", review, found.naming.clone());
    add(Who::Office, "review-correction", review, format!("/desk/plans/drafts/{}", found.correction));
    add(Who::Office, "names", "/desk/plans/drafts/{id}/names", format!("/desk/plans/drafts/{draft}/names"));
    add(Who::Office, "names-all", "/desk/plans/drafts/{id}/names/all", format!("/desk/plans/drafts/{draft}/names/all"));
    let unassigned = "/desk/plans/drafts/{id}/unassigned";
    add(Who::Office, "unassigned", unassigned, format!("/desk/plans/drafts/{draft}/unassigned"));
    add(Who::Office, "discard", "/desk/plans/drafts/{id}/discard", format!("/desk/plans/drafts/{draft}/discard"));
    let adopt = "/desk/plans/drafts/{id}/adopt";
    add(Who::Office, "adopt", adopt, format!("/desk/plans/drafts/{draft}/adopt"));
    add(Who::Office, "adopt-correction", adopt, format!("/desk/plans/drafts/{}/adopt", found.correction));
    add(Who::Office, "units", "/desk/units", "/desk/units".into());
    add(Who::Office, "unit-new", "/desk/units/new", "/desk/units/new".into());
    add(Who::Office, "visits", "/desk/visits", "/desk/visits".into());
    add(Who::Office, "visits-words", "/desk/visits", "/desk/visits?show=words&days=365".into());
    add(Who::Office, "contacts", "/desk/contacts", "/desk/contacts".into());
    add(Who::Office, "contact", "/desk/contacts/{id}", format!("/desk/contacts/{}", found.unit));
    add(Who::Office, "unit", "/desk/units/{id}", format!("/desk/units/{}", found.unit));
    add(Who::Office, "unit-retire", "/desk/units/{id}/{act}", format!("/desk/units/{}/retire", found.unit));
    add(Who::Office, "units-import", "/desk/units/import", "/desk/units/import".into());
    add(Who::Office, "groups", "/desk/groups", "/desk/groups".into());
    add(Who::Office, "group-new", "/desk/groups/new", "/desk/groups/new".into());
    add(Who::Office, "group", "/desk/groups/{id}", format!("/desk/groups/{}", found.group));
    add(Who::Office, "journal", "/desk/journal", "/desk/journal".into());
    add(Who::Office, "journal-entry", "/desk/journal/{seq}", format!("/desk/journal/{}", found.journal));
    add(Who::Office, "mail", "/desk/mail", "/desk/mail".into());
    add(Who::Office, "letter", "/desk/mail/{id}", format!("/desk/mail/{}", found.letter));
    let give_up = format!("/desk/mail/{}/give-up", found.letter);
    add(Who::Office, "letter-give-up", "/desk/mail/{id}/{act}", give_up);
    add(Who::Office, "reminders", "/desk/reminders", "/desk/reminders".into());
    add(Who::Office, "reminders-day", "/desk/reminders", "/desk/reminders?day=2022-09-30".into());
    add(Who::Office, "notices", "/desk/me/notices", "/desk/me/notices".into());
    let revoke = format!("/desk/me/notices/feeds/{}/revoke", found.feed);
    add(Who::Office, "feed-revoke", "/desk/me/notices/feeds/{id}/revoke", revoke);
    add(Who::Office, "me", "/desk/me", "/desk/me".into());
    add(Who::Office, "password", "/desk/me/password", "/desk/me/password".into());

    let tables = format!("/desk/plans/{}", found.neighbour_plan);
    add(Who::Neighbour, "plan-desk-tables", "/desk/plans/{id}", format!("{tables}?view=text"));
    add(Who::Neighbour, "entry-recorded", "/desk/ledger/{id}", format!("/desk/ledger/{}", found.recorded_entry));
    add(Who::Neighbour, "entry-days", "/desk/ledger/{id}/days", found.days.clone());

    add(Who::Administrator, "doors", "/desk", "/desk".into());
    add(Who::Administrator, "search-kept", "/desk/search", "/desk/search".into());
    add(Who::Administrator, "governments", "/desk/governments", "/desk/governments".into());
    add(Who::Administrator, "government-new", "/desk/governments/new", "/desk/governments/new".into());
    add(Who::Administrator, "government", "/desk/governments/{id}", format!("/desk/governments/{}", found.government));
    add(Who::Administrator, "people", "/desk/people", "/desk/people".into());
    add(Who::Administrator, "person-new", "/desk/people/new", "/desk/people/new".into());
    let person = format!("/desk/people/{}", found.person);
    add(Who::Administrator, "person", "/desk/people/{id}", person.clone());
    add(Who::Administrator, "person-disable", "/desk/people/{id}/{act}", format!("{person}/disable"));
    add(Who::Administrator, "post-new", "/desk/people/{id}/posts/new", format!("{person}/posts/new"));
    let post = format!("{person}/posts/{}/remove", found.post);
    add(Who::Administrator, "post-remove", "/desk/people/{id}/posts/{post}/remove", post);

    let error = |name, who, route, path: &str, status| Sight { name, route, who, path: path.into(), status };
    let tombstone = format!("{public}/plans/{}", found.withdrawn);
    all.push(error("tombstone", Who::Nobody, "/g/{slug}/plans/{id}", &tombstone, 410));
    let compare = format!("{public}/documents/{}/compare", found.public);
    all.push(error("compare-one", Who::Nobody, "/g/{slug}/documents/{id}/compare", &compare, 403));
    all.push(error("missing", Who::Nobody, "", "/nowhere", 404));
    all.push(error("refused", Who::Officer, "/desk/plans/upload", "/desk/plans/upload", 403));
    all.sort_by_key(|sight| sight.who);
    all
}
