//! The catalogue's pages at the desk.

mod board;
mod edition;
mod form;
mod fresh;
mod history;
mod item;
mod moving;
mod retiring;
mod saving;
pub(crate) mod scene;
mod standard;
mod themes;
mod themes_acts;

use directory::Capability::{ManageCatalogue, ViewCatalogue};
use web::{Access, Routes};

/// The pages of catalogue, themes and freshness.
pub(crate) fn routes() -> Routes {
    let (view, manage) = (Access::May(ViewCatalogue), Access::May(ManageCatalogue));
    Routes::new()
        .get("/desk/catalogue", view, board::show)
        .get("/desk/catalogue/new", manage, form::new)
        .post("/desk/catalogue/new", manage, saving::create)
        .get("/desk/catalogue/standard", manage, standard::preview)
        .post("/desk/catalogue/standard", manage, standard::apply)
        .get("/desk/catalogue/publish", manage, edition::preview)
        .post("/desk/catalogue/publish", manage, edition::publish)
        .get("/desk/catalogue/{id}", view, item::show)
        .get("/desk/catalogue/{id}/edit", manage, form::edit)
        .post("/desk/catalogue/{id}/edit", manage, saving::change)
        .post("/desk/catalogue/{id}/up", manage, moving::up)
        .post("/desk/catalogue/{id}/down", manage, moving::down)
        .get("/desk/catalogue/{id}/retire", manage, retiring::confirm)
        .post("/desk/catalogue/{id}/retire", manage, retiring::retire)
        .post("/desk/catalogue/{id}/restore", manage, retiring::restore)
        .get("/desk/freshness", view, fresh::show)
        .get("/desk/freshness.csv", view, fresh::csv)
        .get("/desk/themes", view, themes::list)
        .get("/desk/themes/new", manage, themes::new)
        .post("/desk/themes/new", manage, themes_acts::create)
        .post("/desk/themes/standard", manage, themes_acts::standard)
        .get("/desk/themes/{id}", manage, themes::edit)
        .post("/desk/themes/{id}", manage, themes_acts::change)
        .post("/desk/themes/{id}/up", manage, themes_acts::up)
        .post("/desk/themes/{id}/down", manage, themes_acts::down)
        .post("/desk/themes/{id}/retire", manage, themes_acts::retire)
        .post("/desk/themes/{id}/restore", manage, themes_acts::restore)
}
