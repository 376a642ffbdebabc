/** Certificate profiles: typed, validated on load; they turn a request into a certificate plan; called by the pipeline. */
@NullMarked
package io.privyseal.profile;

import org.jspecify.annotations.NullMarked;
