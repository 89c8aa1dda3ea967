//! What stands in fields of which only a button makes something: it is kept as it was typed while somebody writes.

use super::PlayForm;
use crate::worksheets::model::play::Draft;
use crate::worksheets::sheets::form::WRITING;

/// Whether the form is kept on the way, before anything is pressed.
pub fn writing(form: &PlayForm) -> bool {
    form.act == "keep" && form.at == WRITING
}

/// What stands in these fields and groups of boxes.
pub fn typed(form: &PlayForm, fields: &[&str], groups: &[&str]) -> Draft {
    Draft::new(fields.iter().map(|name| (*name, form.text(name))), groups.iter().map(|name| (*name, form.ticked(name))))
}
