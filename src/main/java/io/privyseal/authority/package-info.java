/** Certificate authorities and their keys: sealing plans, signing them, serial numbers, chains; called by the pipeline, read by all. */
@NullMarked
package io.privyseal.authority;

import org.jspecify.annotations.NullMarked;
