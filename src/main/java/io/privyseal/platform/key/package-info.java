/** Key types and signature schemes by their names and object identifiers, and the checking of signatures; may be used by all. */
@NullMarked
package io.privyseal.platform.key;

import org.jspecify.annotations.NullMarked;
