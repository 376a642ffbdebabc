/** Checks of certificates before and after they are signed, one class per rule; called where plans are sealed and signed. */
@NullMarked
package io.privyseal.authority.lint;

import org.jspecify.annotations.NullMarked;
