/** EST endpoints (RFC 7030) and what only they have: which request came through which account. Called by clients only. */
@NullMarked
package io.privyseal.est;

import org.jspecify.annotations.NullMarked;
