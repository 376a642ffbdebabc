/** RFC 8555 and what extends it, sentence by sentence, against the running door. */
@NullMarked
package io.privyseal.acme.rfc;

import org.jspecify.annotations.NullMarked;
