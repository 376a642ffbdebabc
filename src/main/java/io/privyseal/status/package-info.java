/** Door for what is public by nature: CRLs, OCSP and CA certificates over plain HTTP. */
@NullMarked
package io.privyseal.status;

import org.jspecify.annotations.NullMarked;
