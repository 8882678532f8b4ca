//! Accounts and posts, kept by administrators.

mod account;
mod acts;
mod create;
mod domain;
mod list;
mod posts;

use db::Tx;
use directory::{Government, Person, Post, Principal, Role, Unit, government, person, unit};
use kernel::Problem;
use web::{Access, App, Fields, Mistakes, Routes};

use self::domain::Keeper;

pub(crate) fn routes() -> Routes {
    const KEEP: Access = Access::May(directory::Capability::ManagePeople);
    Routes::new()
        .get("/desk/people", KEEP, list::show)
        .get("/desk/people/export.csv", KEEP, list::export)
        .get("/desk/people/new", KEEP, create::form)
        .post("/desk/people/new", KEEP, create::create)
        .get("/desk/people/{id}", KEEP, account::show)
        .post("/desk/people/{id}", KEEP, account::save)
        .get("/desk/people/{id}/{act}", KEEP, acts::ask)
        .post("/desk/people/{id}/{act}", KEEP, acts::act)
        .get("/desk/people/{id}/posts/new", KEEP, posts::form)
        .post("/desk/people/{id}/posts/new", KEEP, posts::add)
        .get("/desk/people/{id}/posts/{post}/remove", KEEP, posts::ask)
        .post("/desk/people/{id}/posts/{post}/remove", KEEP, posts::remove)
}

/// A person with their posts, if the keeper knows of them.
async fn known(tx: &mut Tx, keeper: Keeper<'_>, id: &str) -> web::Result<(Person, Vec<Post>)> {
    let person = person::find(tx, id).await?.ok_or(Problem::NotFound("这个账号"))?;
    let posts = person::posts(tx, id).await?;
    if keeper.sees(&posts) { Ok((person, posts)) } else { Err(Problem::NotFound("这个账号").into()) }
}

/// Refuses what would leave a government, or the installation, without an administrator who can sign in. Called after the
/// change and after its journal entry: the journal's head is locked then, so that two such changes take turns.
async fn administrator_remains(tx: &mut Tx, posts: &[Post]) -> web::Result<()> {
    for post in posts.iter().filter(|p| p.role == Role::Administrator) {
        if person::administrators(tx, post.government_id.as_deref()).await? == 0 {
            return Err(domain::Refusal::LastAdministrator.into());
        }
    }
    Ok(())
}

/// What a form for a post offers to choose from.
#[derive(Default)]
struct Offer {
    /// Governments to choose first; none for the administrator of one government.
    governments: Vec<Government>,
    /// The government of the post; none for the whole installation.
    government: Option<Government>,
    roles: Vec<Role>,
    units: Vec<Unit>,
}

impl Offer {
    /// For the government that the keeper belongs to, or that the form names.
    async fn read(tx: &mut Tx, principal: &Principal, typed: &Fields) -> web::Result<Self> {
        let (governments, government) = match &principal.government {
            Some(own) => (Vec::new(), Some(own.clone())),
            None => {
                let hosted = government::hosted(tx).await?;
                let chosen = match typed.opt("government") {
                    Some(id) => Some(hosted.iter().find(|g| g.id == id).ok_or(Problem::NotFound("这个政府"))?.clone()),
                    None => None,
                };
                (hosted, chosen)
            }
        };
        let (roles, units) = match &government {
            Some(g) => (Role::ALL.to_vec(), unit::active(tx, &g.id).await?),
            None => (vec![Role::Administrator], Vec::new()),
        };
        Ok(Self { governments, government, roles, units })
    }

    fn government_id(&self) -> &str {
        self.government.as_ref().map_or("", |g| &g.id)
    }
}

/// The post a form asks for, for a person who holds `posts`; what is wrong with it otherwise.
fn chosen_post(
    app: &App,
    offer: &Offer,
    typed: &Fields,
    (person_id, posts): (&str, &[Post]),
    mistakes: &mut Mistakes,
) -> Option<Post> {
    let Some(role) = Role::from_code(typed.get("role")) else {
        mistakes.add("role", "请选择岗位");
        return None;
    };
    // The unit is only read for roles that have one, so that a choice left over from before does no harm.
    let unit = offer.units.iter().find(|u| role.of_a_unit() && u.id == typed.get("unit"));
    let government = offer.government.as_ref();
    if let Err(refusal) = domain::check_post(role, government.map(|g| g.id.as_str()), unit, posts) {
        let field = if refusal == domain::Refusal::UnitNeeded { "unit" } else { "role" };
        mistakes.add(field, refusal.to_string());
        return None;
    }
    Some(Post {
        id: kernel::new_id(app.clock.now()),
        person_id: person_id.to_owned(),
        role,
        government_id: government.map(|g| g.id.clone()),
        unit_id: unit.map(|u| u.id.clone()),
        government_name: government.map(|g| g.short_name.clone()),
        unit_name: unit.map(|u| u.short_name.clone()),
    })
}
