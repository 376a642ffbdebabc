/** Certificate signing requests: decode them, check them; called by the pipeline and by the doors' decoders. */
@NullMarked
package io.privyseal.csr;

import org.jspecify.annotations.NullMarked;
