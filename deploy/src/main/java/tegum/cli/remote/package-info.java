/// Speaks to a coordinator's control API.
@NullMarked
package tegum.cli.remote;

import org.jspecify.annotations.NullMarked;
