/// The time zone that the browser says it is in; empty on the server, and where it does not say.
pub fn browser_zone() -> String {
    #[cfg(feature = "hydrate")]
    return intl::Format::new().resolved_options().time_zone();
    #[cfg(not(feature = "hydrate"))]
    return String::new();
}

#[cfg(feature = "hydrate")]
mod intl {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = Intl, js_name = DateTimeFormat)]
        pub type Format;
        #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "DateTimeFormat")]
        pub fn new() -> Format;
        #[wasm_bindgen(method, js_name = resolvedOptions)]
        pub fn resolved_options(this: &Format) -> Options;

        pub type Options;
        #[wasm_bindgen(method, getter, js_name = timeZone)]
        pub fn time_zone(this: &Options) -> String;
    }
}
