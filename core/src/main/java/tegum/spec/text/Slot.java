package tegum.spec.text;

import tegum.spec.Template;

/// A field that was read, for checks of several fields together.
///
/// @param path dotted path as written in the spec
record Slot(String path, int line, Template template) {}
