//! The entry point that the page's script calls.

/// Takes over the page that the server rendered.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    assemble::hydrate();
}
