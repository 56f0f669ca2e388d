// The image without KVM: a chroot for the roles, file systems out of folders. kvm/ boots the same roles on a KVM host.

variable "work" {
  type        = string
  description = "Folder for the build; 12 GB."
}

variable "cache" {
  type        = string
  description = "Folder that outlives builds: the minimal Debian."
}

variable "out" {
  type        = string
  description = "Folder for the results."
}

variable "suite" {
  type    = string
  default = "trixie"
}

variable "mirror" {
  type        = string
  description = "Debian's mirror. No default: it is the builder's to choose."
}

variable "security_mirror" {
  type        = string
  description = "Mirror of Debian's security updates."
}

variable "release" {
  type        = string
  description = "Archive by packer/make-release.mjs."
}

variable "extra" {
  type        = string
  default     = ""
  description = "Further variables of the roles, as key=value: freeswitch_archive=…, or freeswitch_absent=true."
}

variable "profile" {
  type        = string
  default     = "medium"
  description = "Size named in the OVF; the machine's own preflight decides at first boot."
}

variable "signing_key" {
  type    = string
  default = ""
}

locals {
  cores   = { mini = 4, medium = 5, max = 10 }
  memory  = { mini = 8192, medium = 8192, max = 16384 }
  scripts = "${path.root}/scripts"
  name    = "centrala-appliance"
}

source "null" "files" {
  communicator = "none"
}

build {
  sources = ["source.null.files"]

  provisioner "shell-local" {
    environment_vars = ["WORK=${var.work}", "CACHE=${var.cache}", "SUITE=${var.suite}", "MIRROR=${var.mirror}", "SECURITY_MIRROR=${var.security_mirror}"]
    inline           = ["${local.scripts}/rootfs.sh"]
  }
  provisioner "shell-local" {
    environment_vars = ["WORK=${var.work}", "RUNS=2", "EXTRA_VARS=centrala_release=${var.release} ${var.extra}"]
    inline           = ["${local.scripts}/converge.sh"]
  }
  provisioner "shell-local" {
    environment_vars = ["WORK=${var.work}", "OUT=${var.out}", "NAME=${local.name}", "ROOT_MB=4096"]
    inline           = ["${local.scripts}/assemble.sh"]
  }
  provisioner "shell-local" {
    environment_vars = ["WORK=${var.work}", "OUT=${var.out}", "NAME=${local.name}", "MEMORY_MB=${local.memory[var.profile]}", "CORES=${local.cores[var.profile]}", "SIGNING_KEY=${var.signing_key}"]
    inline           = ["${local.scripts}/convert.sh"]
  }
  post-processors {
    post-processor "artifice" {
      files = ["${var.out}/${local.name}.qcow2", "${var.out}/${local.name}.ova"]
    }
    post-processor "manifest" {
      output = "${var.out}/manifest.json"
    }
  }
}
