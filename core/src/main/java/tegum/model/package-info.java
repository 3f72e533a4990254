/// What is trained: the toy model, composed of small closed types, and the recipe by which it is trained.
@NullMarked
package tegum.model;

import org.jspecify.annotations.NullMarked;
