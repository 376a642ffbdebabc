/** Real clients against the packaged server, started as its own process. */
@NullMarked
package io.privyseal.conformance;

import org.jspecify.annotations.NullMarked;
