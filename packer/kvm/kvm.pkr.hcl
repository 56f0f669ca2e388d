// On a KVM host: boots Debian's cloud image and applies the roles over ssh. Encryption then comes with the machine's own installer.

variable "release" {
  type        = string
  description = "Archive by packer/make-release.mjs."
}

variable "extra" {
  type    = string
  default = ""
}

variable "out" {
  type = string
}

variable "base_image" {
  type        = string
  description = "Debian's cloud image (qcow2) and its sha256."
}

variable "base_image_checksum" {
  type    = string
  default = "none"
}

variable "accelerator" {
  type    = string
  default = "kvm"
}

source "qemu" "kvm" {
  accelerator      = var.accelerator
  disk_image       = true
  iso_url          = var.base_image
  iso_checksum     = var.base_image_checksum
  output_directory = "${var.out}/kvm"
  vm_name          = "centrala-appliance.qcow2"
  format           = "qcow2"
  disk_size        = "8G"
  memory           = 4096
  cpus             = 2
  headless         = true
  ssh_username     = "debian"
  ssh_timeout      = "10m"
  shutdown_command = "sudo poweroff"
}

build {
  sources = ["source.qemu.kvm"]

  provisioner "ansible" {
    playbook_file   = "${path.root}/../../ansible/site.yml"
    extra_arguments = ["--become", "--extra-vars", "centrala_release=${var.release} ${var.extra}"]
  }
}
