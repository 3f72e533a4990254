/// Draws phase diagrams: figures as SVG and PNG for papers, and coloured text for terminals.
@NullMarked
package tegum.coordinator.plot;

import org.jspecify.annotations.NullMarked;
