/** Which cryptographic providers the process uses; installed before anything else runs. */
@NullMarked
package io.privyseal.platform.crypto;

import org.jspecify.annotations.NullMarked;
