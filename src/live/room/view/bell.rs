//! A soft sound. The work is done by `bell.js`; nothing of it runs on the server.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/live/room/view/bell.js")]
extern "C" {
    /// Whether the sound was switched on on this device before. It is heard from the first gesture on.
    pub fn recall() -> bool;
    /// Somebody switched the sound on or off: called in their gesture, as browsers want it.
    pub fn allow(on: bool);
    /// Strikes so many times, if the sound is on.
    pub fn strike(times: u32);
}
