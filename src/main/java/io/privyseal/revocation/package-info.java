/** Revocation, CRLs and OCSP answers; used by the doors and by jobs. */
@NullMarked
package io.privyseal.revocation;

import org.jspecify.annotations.NullMarked;
