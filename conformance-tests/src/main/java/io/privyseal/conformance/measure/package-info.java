/** Measurements of the packaged server under load: speed, behaviour when killed, start-up. Run by the launcher's {@code bench}. */
@NullMarked
package io.privyseal.conformance.measure;

import org.jspecify.annotations.NullMarked;
