/** Checks certificate signing requests and the keys in them; called by the pipeline and the doors' decoders. */
@NullMarked
package io.privyseal.csr;

import org.jspecify.annotations.NullMarked;
