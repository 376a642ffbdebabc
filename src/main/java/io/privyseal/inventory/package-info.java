/** Issued certificates: find, collect, list; used by the doors. */
@NullMarked
package io.privyseal.inventory;

import org.jspecify.annotations.NullMarked;
