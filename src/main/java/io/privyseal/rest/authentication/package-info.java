/** Who calls the management API: credentials are read from the wire here and judged in {@code access}. */
@NullMarked
package io.privyseal.rest.authentication;

import org.jspecify.annotations.NullMarked;
