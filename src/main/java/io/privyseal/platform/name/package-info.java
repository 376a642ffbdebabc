/** Names as certificates carry them, valid by construction: DNS names, IP addresses, mail addresses; may be used by all. */
@NullMarked
package io.privyseal.platform.name;

import org.jspecify.annotations.NullMarked;
