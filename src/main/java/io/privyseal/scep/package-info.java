/** The SCEP door (RFC 8894): its registration authorities, challenges and transactions; nothing calls it. */
@NullMarked
package io.privyseal.scep;

import org.jspecify.annotations.NullMarked;
