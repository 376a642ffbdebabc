/** Encryption at rest under the master key; used by whatever keeps a secret. */
@NullMarked
package io.privyseal.platform.secret;

import org.jspecify.annotations.NullMarked;
